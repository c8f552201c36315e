// CreateAuthChallenge: a nonce for this one challenge. The server signs it once it has seen a proof; it never shows it to the browser.
import { randomBytes } from "node:crypto";
import type { ChallengeEvent } from "./trigger-event";

const NONCE_BYTES = 32;

/** Answers a fresh nonce and what the challenge is for: a suspicious sign-in where the server says so, otherwise a recovery. */
export async function handler(event: ChallengeEvent): Promise<ChallengeEvent> {
  const purpose = event.request.clientMetadata?.["purpose"] === "suspicion" ? "suspicion" : "recovery";
  const parameters = { nonce: randomBytes(NONCE_BYTES).toString("base64url"), purpose };
  return {
    ...event,
    response: { publicChallengeParameters: parameters, privateChallengeParameters: parameters, challengeMetadata: purpose.toUpperCase() },
  };
}
