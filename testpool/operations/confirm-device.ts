// ConfirmDevice: a device that has just signed in leaves the verifier of a secret of its own.
import { deviceRecordKey } from "../devices/device-record-key";
import { deviceGroupKey } from "../devices/new-device-metadata";
import { requireDeviceTracking } from "../devices/require-device";
import { CognitoException, invalidParameter } from "../protocol/cognito-exception";
import { ACCESS_TOKEN, DEVICE_KEY, DEVICE_NAME } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed, structure, text } from "../protocol/shapes";
import { N } from "../srp/srp-group";
import type { SrpVerifier } from "../store/records";
import { requireAccessToken } from "../tokens/require-access-token";

const VERIFIER_CONFIG = structure({
  PasswordVerifier: text({ min: 1, max: 131_072, isSecret: true }),
  Salt: text({ min: 1, max: 131_072, isSecret: true }),
});

const hexOf = (base64: string | undefined) => (/^[\w+/=-]+$/.test(base64 ?? "") ? Buffer.from(base64 ?? "", "base64").toString("hex") : "");

/** The verifier in hex; one that any device could answer to (0, 1 or -1 mod N) is refused (sentences assumed). */
function parseVerifier(config: { readonly PasswordVerifier?: string; readonly Salt?: string } | undefined): SrpVerifier {
  const saltHex = hexOf(config?.Salt);
  const verifierHex = hexOf(config?.PasswordVerifier);
  if (saltHex === "" || verifierHex === "") throw invalidParameter("Invalid device secret verifier.");
  const value = BigInt(`0x${verifierHex}`);
  if (value <= 1n || value >= N - 1n) throw invalidParameter("Invalid device secret verifier.");
  return { saltHex, verifierHex };
}

/**
 * Confirms the device of this very sign-in: another key than its NewDeviceMetadata said is InvalidParameterException (observed), and a
 * second time is DeviceKeyExistsException (the sentence is assumed).
 */
export const confirmDevice = defineOperation({
  name: "ConfirmDevice",
  access: "token",
  quota: "UserResourceUpdate",
  request: {
    AccessToken: needed(ACCESS_TOKEN),
    DeviceKey: needed(DEVICE_KEY),
    DeviceSecretVerifierConfig: VERIFIER_CONFIG,
    DeviceName: DEVICE_NAME,
  },
  refusals: ["DeviceKeyExistsException", "InvalidUserPoolConfigurationException"],
  perform: (request, needs) => {
    const { user, family, pool } = requireAccessToken(needs, request.AccessToken);
    requireDeviceTracking(pool);
    if (family.deviceKey !== request.DeviceKey) throw invalidParameter("Invalid device key given.");
    const key = deviceRecordKey(user, request.DeviceKey);
    if (needs.store.get("devices", key) !== undefined) {
      throw new CognitoException("DeviceKeyExistsException", "The device has already been confirmed.");
    }
    const srp = parseVerifier(request.DeviceSecretVerifierConfig);
    const isAsked = pool.devices?.onlyRememberedOnUserPrompt === true;
    const now = needs.clock.nowSeconds();
    needs.store.put("devices", key, {
      poolId: user.poolId,
      username: user.username,
      key: request.DeviceKey,
      groupKey: deviceGroupKey(needs, user),
      name: request.DeviceName ?? "",
      srp,
      isRemembered: !isAsked,
      lastAddress: needs.call.address,
      createdAtSeconds: now,
      modifiedAtSeconds: now,
      lastSignInAtSeconds: family.authTimeSeconds,
    });
    return { UserConfirmationNecessary: isAsked };
  },
});
