// Readiness asks for the user pool and its keys through here.
import "server-only";
import { sessionParts } from "./session-parts";

/** Answers when the pool's keys can be fetched; throws UnavailableError("jwks") when not. */
export async function pingKeys(): Promise<void> {
  const { gate, clock } = sessionParts();
  await gate.keySet.probe(clock.nowSeconds());
}

/** Answers when the pool speaks its protocol, be it to say no to a token that is none; throws UnavailableError("cognito") when it does not. */
export async function pingPool(): Promise<void> {
  await sessionParts().callCognito("GetUser", { AccessToken: "readiness" });
}
