// UpdateDeviceStatus: the user's own answer to "shall this device be remembered?".
import { deviceRecordKey } from "../devices/device-record-key";
import { requireDevice, requireDeviceTracking } from "../devices/require-device";
import { ACCESS_TOKEN, DEVICE_KEY } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { needed, oneOf } from "../protocol/shapes";
import { requireAccessToken } from "../tokens/require-access-token";

/** Sets whether the device may stand for a second factor; a status that is left out changes nothing (assumed). */
export const updateDeviceStatus = defineOperation({
  name: "UpdateDeviceStatus",
  access: "token",
  quota: "UserResourceUpdate",
  request: {
    AccessToken: needed(ACCESS_TOKEN),
    DeviceKey: needed(DEVICE_KEY),
    DeviceRememberedStatus: oneOf(["remembered", "not_remembered"]),
  },
  refusals: ["InvalidUserPoolConfigurationException"],
  perform: (request, needs) => {
    const { user, pool } = requireAccessToken(needs, request.AccessToken);
    requireDeviceTracking(pool);
    const device = requireDevice(needs, user, request.DeviceKey);
    const isRemembered =
      request.DeviceRememberedStatus === undefined ? device.isRemembered : request.DeviceRememberedStatus === "remembered";
    needs.store.put("devices", deviceRecordKey(user, device.key), { ...device, isRemembered, modifiedAtSeconds: needs.clock.nowSeconds() });
    return {};
  },
});
