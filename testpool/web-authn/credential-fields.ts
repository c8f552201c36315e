// A credential arrives as JSON from a browser; this reads the few members that are judged before the library runs.
import { isFields, type Fields } from "../protocol/shapes";

/** CollectedClientData, as far as the rules look at it. */
export interface ClientData {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
  readonly crossOrigin: boolean;
}

function parseJson(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/** The credential as an object: Cognito takes it as a JSON string at sign-in and as a document at enrolment. */
export function parseCredential(value: unknown): Fields | null {
  if (isFields(value)) return value;
  return typeof value === "string" ? parseJson(value) : null;
}

/** The client data inside `credential.response.clientDataJSON`, or null when it is not there or malformed. */
export function parseClientData(credential: Fields): ClientData | null {
  const response = credential["response"];
  const encoded = isFields(response) ? response["clientDataJSON"] : undefined;
  if (typeof encoded !== "string") return null;
  const data = parseJson(Buffer.from(encoded, "base64url").toString("utf8"));
  const { type, challenge, origin, crossOrigin } = data ?? {};
  if (typeof type !== "string" || typeof challenge !== "string" || typeof origin !== "string") return null;
  return { type, challenge, origin, crossOrigin: crossOrigin === true };
}
