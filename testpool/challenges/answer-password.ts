// The PASSWORD choice of USER_AUTH: the password itself, compared through the stored SRP verifier.
import { timingSafeEqual } from "node:crypto";
import { incorrectPassword } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { recordFailure, recordSuccess, refuseWhileLocked } from "../rules/guard-attempts";
import { srpVerifierHex } from "../srp/srp-verifier";
import type { UserRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import type { ChallengeAnswer } from "./challenge-answer";
import type { Subject } from "./challenge-session";
import { continueAfterPassword } from "./continue-sign-in";

function isPassword(needs: Needs, subject: Subject, user: UserRecord | null, password: string): boolean {
  const saltHex = user?.srp?.saltHex ?? needs.keys.derive(`simulated|salt|${subject.username}`, 16).toString("hex");
  const given = Buffer.from(srpVerifierHex(subject.poolId, subject.username, password, saltHex).padStart(768, "0"));
  const known = Buffer.from((user?.srp?.verifierHex ?? "").padStart(768, "0"));
  return timingSafeEqual(given, known) && user !== null && user.srp !== null;
}

/** Goes on with the sign-in when `password` is the user's; a wrong one counts towards the lock. */
export function answerPassword(
  needs: Needs,
  client: ClientRecord,
  subject: Subject & { readonly user: UserRecord | null },
  password: string,
): Promise<ChallengeAnswer> {
  refuseWhileLocked(needs, "password", subject.poolId, subject.username);
  if (!isPassword(needs, subject, subject.user, password) || subject.user === null) {
    recordFailure(needs, "password", subject.poolId, subject.username);
    throw incorrectPassword();
  }
  recordSuccess(needs, "password", subject.poolId, subject.username);
  return continueAfterPassword({ needs, client, user: subject.user, trail: subject.trail });
}
