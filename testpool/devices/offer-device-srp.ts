// A remembered device may prove itself in place of the second factor: the first of two steps names the device.
import { openChallenge } from "../challenges/challenge-session";
import type { ChallengeAnswer } from "../challenges/challenge-answer";
import { subjectOf, type SignIn } from "../challenges/sign-in";
import { requirePool } from "../store/find-client";
import { deviceRecordKey } from "./device-record-key";

/**
 * DEVICE_SRP_AUTH for a device of this user that may stand for a second factor: it is remembered, and the pool's
 * ChallengeRequiredOnNewDevice is on (documented). Null in every other case.
 */
export function offerDeviceSrp(signIn: SignIn, deviceKey: string): ChallengeAnswer | null {
  const { needs, client, user } = signIn;
  if (requirePool(needs, client.poolId).devices?.challengeRequiredOnNewDevice !== true) return null;
  const device = needs.store.get("devices", deviceRecordKey(user, deviceKey));
  if (device?.isRemembered !== true) return null;
  return {
    ChallengeName: "DEVICE_SRP_AUTH",
    Session: openChallenge(needs, subjectOf(signIn), "DEVICE_SRP_AUTH"),
    ChallengeParameters: { USERNAME: user.username, DEVICE_KEY: deviceKey },
  };
}
