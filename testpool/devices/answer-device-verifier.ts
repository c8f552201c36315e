// Device SRP, second half: the claim signature proves the device's own password, and the sign-in is complete without a code.
import type { ChallengeAnswer } from "../challenges/challenge-answer";
import { consumeChallenge } from "../challenges/challenge-session";
import { finishSignIn } from "../challenges/finish-sign-in";
import { secretBlockHash } from "../challenges/offer-password-verifier";
import type { Reply } from "../challenges/reply";
import { challengedUser } from "../challenges/resolve-subject";
import { withProof } from "../challenges/sign-in";
import { incorrectPassword } from "../protocol/cognito-exception";
import { requireParameter } from "../protocol/require-parameter";
import { recordFailure, recordSuccess, refuseWhileLocked } from "../rules/guard-attempts";
import { isClaimProven, sharedKey } from "../srp/srp-exchange";
import { isFreshTimestamp } from "../srp/srp-timestamp";
import type { DeviceRecord, SrpExchange } from "../store/records";
import { deviceRecordKey } from "./device-record-key";

/** The signature covers the device's group key and key where a password's covers the pool's name and the user (read in public clients). */
function isProven({ needs, responses }: Reply, srp: SrpExchange, device: DeviceRecord): boolean {
  const secretBlock = requireParameter(responses, "PASSWORD_CLAIM_SECRET_BLOCK");
  const signature = requireParameter(responses, "PASSWORD_CLAIM_SIGNATURE");
  const timestamp = requireParameter(responses, "TIMESTAMP");
  if (!isFreshTimestamp(timestamp, [needs.clock.nowMs(), needs.clock.machineNowMs()])) throw incorrectPassword();
  if (secretBlockHash(secretBlock) !== srp.secretBlockHash) throw incorrectPassword();
  const keys = { privateHex: srp.serverPrivateHex, publicHex: srp.serverPublicHex };
  const key = sharedKey(BigInt(`0x${srp.clientPublicHex}`), keys, srp.verifierHex);
  return isClaimProven(key, { poolId: device.groupKey, username: device.key, secretBlock, timestamp }, signature);
}

/**
 * Judges DEVICE_PASSWORD_VERIFIER. Any answer uses the Session up; a wrong proof counts towards the lock of the second factor that it
 * stands for (assumed); a device that was forgotten meanwhile is refused.
 */
export function answerDeviceVerifier(reply: Reply): Promise<ChallengeAnswer> {
  const { needs, client, record, responses, clientMetadata } = reply;
  const deviceKey = requireParameter(responses, "DEVICE_KEY");
  refuseWhileLocked(needs, "mfa", client.poolId, record.username);
  consumeChallenge(needs, reply.session);
  const user = challengedUser(needs, record);
  const device =
    user === null || deviceKey !== record.trail.deviceKey ? undefined : needs.store.get("devices", deviceRecordKey(user, deviceKey));
  if (user === null || record.srp === null || device?.isRemembered !== true || device.srp.verifierHex !== record.srp.verifierHex) {
    throw incorrectPassword();
  }
  if (!isProven(reply, record.srp, device)) {
    recordFailure(needs, "mfa", client.poolId, record.username);
    throw incorrectPassword();
  }
  recordSuccess(needs, "mfa", client.poolId, record.username);
  return finishSignIn(withProof({ needs, client, user, trail: record.trail, clientMetadata }, "device"));
}
