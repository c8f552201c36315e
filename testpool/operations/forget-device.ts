// ForgetDevice: the device is a stranger again, and the sign-ins that were tied to it cannot be refreshed any more.
import { deviceRecordKey } from "../devices/device-record-key";
import { requireDevice, requireDeviceTracking } from "../devices/require-device";
import { notAuthorized } from "../protocol/cognito-exception";
import { ACCESS_TOKEN, DEVICE_KEY } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed } from "../protocol/shapes";
import { requireAccessToken } from "../tokens/require-access-token";
import { familiesOf, revokeFamily } from "../tokens/revoke-family";

/**
 * Forgets one of the caller's devices. Refresh tokens of that device fail from then on (documented), but the sign-in that forgets its own
 * device lives on (assumed). A device of somebody else is as unknown as one that never was.
 */
export const forgetDevice = defineOperation({
  name: "ForgetDevice",
  access: "token",
  quota: "UserResourceUpdate",
  request: { AccessToken: ACCESS_TOKEN, DeviceKey: needed(DEVICE_KEY) },
  refusals: ["InvalidUserPoolConfigurationException"],
  perform: (request, needs) => {
    if (request.AccessToken === undefined) throw notAuthorized("Missing access token"); // The sentence is assumed.
    const { user, family, pool } = requireAccessToken(needs, request.AccessToken);
    requireDeviceTracking(pool);
    const device = requireDevice(needs, user, request.DeviceKey);
    needs.store.remove("devices", deviceRecordKey(user, device.key));
    for (const other of familiesOf(needs, user)) {
      if (other.deviceKey === device.key && other.originJti !== family.originJti) revokeFamily(needs, other);
    }
    return {};
  },
});
