// A part of the page that did not arrive, named as Amplify names a lost connection, so that both have the same words.

/** The connection failed while a part of our own code was being fetched. */
export class OfflineError extends Error {
  override readonly name = "NetworkError";

  constructor(cause: unknown) {
    super("A part of the page did not arrive.", { cause });
  }
}
