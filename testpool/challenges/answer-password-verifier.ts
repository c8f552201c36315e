// SRP, second half: the claim signature proves the password, once, now, for this secret block.
import { incorrectPassword, notAuthorized } from "../protocol/cognito-exception";
import { requireParameter } from "../protocol/require-parameter";
import { recordFailure, recordSuccess, refuseWhileLocked } from "../rules/guard-attempts";
import { isClaimProven, sharedKey } from "../srp/srp-exchange";
import { isFreshTimestamp } from "../srp/srp-timestamp";
import type { SrpExchange } from "../store/records";
import { attemptOf, signInOf, withTrail } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { consumeChallenge } from "./challenge-session";
import { continueAfterPassword, refuseResetPassword } from "./continue-sign-in";
import { secretBlockHash } from "./offer-password-verifier";
import type { Reply } from "./reply";

function isProven(reply: Reply, srp: SrpExchange, username: string): boolean {
  const secretBlock = requireParameter(reply.responses, "PASSWORD_CLAIM_SECRET_BLOCK");
  const signature = requireParameter(reply.responses, "PASSWORD_CLAIM_SIGNATURE");
  const timestamp = requireParameter(reply.responses, "TIMESTAMP");
  // The control clock moves the pool and not the browser, so the machine's own time counts as "now" too.
  const { clock } = reply.needs;
  if (!isFreshTimestamp(timestamp, [clock.nowMs(), clock.machineNowMs()])) throw incorrectPassword();
  if (secretBlockHash(secretBlock) !== srp.secretBlockHash) throw incorrectPassword();
  const keys = { privateHex: srp.serverPrivateHex, publicHex: srp.serverPublicHex };
  const key = sharedKey(BigInt(`0x${srp.clientPublicHex}`), keys, srp.verifierHex);
  return isClaimProven(key, { poolId: reply.client.poolId, username, secretBlock, timestamp }, signature);
}

/**
 * Judges PASSWORD_VERIFIER. Any answer uses the Session up; a wrong proof counts towards the lock; a stale TIMESTAMP or a
 * foreign secret block is NotAuthorizedException (documented; it proves nothing about the password, so it is not counted).
 * In CUSTOM_AUTH a right proof is one round of the triggers' own.
 */
export async function answerPasswordVerifier(reply: Reply): Promise<ChallengeAnswer> {
  const { needs, record, client, responses } = reply;
  if (record.srp === null) throw notAuthorized("Invalid session for the user.");
  refuseWhileLocked(needs, "password", client.poolId, record.username);
  consumeChallenge(needs, reply.session);
  const attempt = attemptOf(reply);
  const { user } = attempt.subject;
  refuseResetPassword(user);
  if (!isProven(reply, record.srp, record.username) || user === null) {
    recordFailure(needs, "password", client.poolId, record.username);
    throw incorrectPassword();
  }
  recordSuccess(needs, "password", client.poolId, record.username);
  const round = { challengeName: "PASSWORD_VERIFIER", challengeResult: true, challengeMetadata: null };
  const { customRounds, flow, deviceKey } = record.trail;
  const trail = {
    customRounds: flow === "CUSTOM_AUTH" ? [...customRounds, round] : customRounds,
    deviceKey: responses["DEVICE_KEY"] ?? deviceKey,
  };
  return continueAfterPassword(signInOf(withTrail(attempt, trail), user));
}
