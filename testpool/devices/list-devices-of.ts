// A user's confirmed devices, as the device operations show them.
import type { Needs } from "../protocol/needs";
import type { DeviceRecord } from "../store/records";

/** The user's devices, oldest first. */
export function listDevicesOf(needs: Needs, user: { readonly poolId: string; readonly username: string }): DeviceRecord[] {
  return needs.store.ownedBy("devices", user);
}

/** DeviceType, with the attributes that AWS answers (names observed). */
export function describeDevice(device: DeviceRecord): object {
  const attributes = {
    device_status: "valid",
    device_name: device.name,
    "dev:device_remembered_status": device.isRemembered ? "remembered" : "not_remembered",
    last_ip_used: device.lastAddress,
  };
  return {
    DeviceKey: device.key,
    DeviceAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    DeviceCreateDate: device.createdAtSeconds,
    DeviceLastModifiedDate: device.modifiedAtSeconds,
    DeviceLastAuthenticatedDate: device.lastSignInAtSeconds,
  };
}
