// CreateAuthChallenge: a nonce for this one challenge. The server signs it once it has seen a proof; it never shows it to the browser.
import { randomBytes } from "node:crypto";
import type { ChallengeEvent } from "./trigger-event";

const NONCE_BYTES = 32;

/** Answers a fresh nonce, in the open part for the server and in the private part for the judgement. */
export async function handler(event: ChallengeEvent): Promise<ChallengeEvent> {
  const nonce = randomBytes(NONCE_BYTES).toString("base64url");
  return {
    ...event,
    response: { publicChallengeParameters: { nonce }, privateChallengeParameters: { nonce }, challengeMetadata: "RECOVERY" },
  };
}
