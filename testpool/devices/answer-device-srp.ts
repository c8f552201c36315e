// Device SRP, first half: the device sends its A, the pool answers with B under the verifier that ConfirmDevice stored.
import { randomBytes } from "node:crypto";
import type { ChallengeAnswer } from "../challenges/challenge-answer";
import { consumeChallenge, openChallenge } from "../challenges/challenge-session";
import { secretBlockHash } from "../challenges/offer-password-verifier";
import type { Reply } from "../challenges/reply";
import { challengedUser } from "../challenges/resolve-subject";
import { incorrectPassword, invalidParameter } from "../protocol/cognito-exception";
import { requireParameter } from "../protocol/require-parameter";
import { makeServerKeys, parseClientPublic } from "../srp/srp-exchange";
import type { DeviceRecord, SrpExchange } from "../store/records";
import { deviceRecordKey } from "./device-record-key";

const SECRET_BLOCK_BYTES = 1025;

function makeExchange(device: DeviceRecord, clientPublic: bigint): { srp: SrpExchange; secretBlock: string } {
  const keys = makeServerKeys(device.srp);
  const secretBlock = randomBytes(SECRET_BLOCK_BYTES).toString("base64");
  const srp = {
    clientPublicHex: clientPublic.toString(16),
    serverPrivateHex: keys.privateHex,
    serverPublicHex: keys.publicHex,
    saltHex: device.srp.saltHex,
    verifierHex: device.srp.verifierHex,
    secretBlockHash: secretBlockHash(secretBlock),
  };
  return { srp, secretBlock };
}

/**
 * Judges DEVICE_SRP_AUTH: the device must be the one that the sign-in named. Any answer uses the Session up. Another device, or one that
 * was forgotten meanwhile, is NotAuthorizedException (the sentence is assumed).
 */
export function answerDeviceSrp(reply: Reply): ChallengeAnswer {
  const { needs, record, responses } = reply;
  const deviceKey = requireParameter(responses, "DEVICE_KEY");
  const clientPublic = parseClientPublic(requireParameter(responses, "SRP_A"));
  if (clientPublic === null) throw invalidParameter("Invalid SRP_A.");
  consumeChallenge(needs, reply.session);
  const user = challengedUser(needs, record);
  const device =
    user === null || deviceKey !== record.trail.deviceKey ? undefined : needs.store.get("devices", deviceRecordKey(user, deviceKey));
  if (user === null || device?.isRemembered !== true) throw incorrectPassword();
  const { srp, secretBlock } = makeExchange(device, clientPublic);
  return {
    ChallengeName: "DEVICE_PASSWORD_VERIFIER",
    Session: openChallenge(needs, record, "DEVICE_PASSWORD_VERIFIER", { srp }),
    ChallengeParameters: {
      SALT: srp.saltHex,
      SECRET_BLOCK: secretBlock,
      SRP_B: srp.serverPublicHex,
      USERNAME: user.username,
      DEVICE_KEY: deviceKey,
    },
  };
}
