// Whoever names a device must name one of their own.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import type { DeviceRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { deviceRecordKey } from "./device-record-key";

/** The user's confirmed device, or ResourceNotFoundException in the words that Amplify looks for (observed). */
export function requireDevice(needs: Needs, user: { readonly poolId: string; readonly username: string }, deviceKey: string): DeviceRecord {
  const device = needs.store.get("devices", deviceRecordKey(user, deviceKey));
  if (device === undefined) throw new CognitoException("ResourceNotFoundException", "Device does not exist.");
  return device;
}

/**
 * Refuses an answer that names a device which the pool does not know for this user, before the Session is used up: Amplify then forgets
 * the device and sends the same answer without it (read in Amplify). Where devices are not tracked nobody looks at the name.
 */
export function refuseUnknownDevice(
  needs: Needs,
  user: { readonly poolId: string; readonly username: string },
  deviceKey: string | undefined,
): void {
  if (deviceKey === undefined || requirePool(needs, user.poolId).devices === null) return;
  requireDevice(needs, user, deviceKey);
}

/** Refuses device operations of a pool that tracks no devices: InvalidUserPoolConfigurationException (listed by AWS; the sentence is assumed). */
export function requireDeviceTracking(pool: PoolRecord): void {
  if (pool.devices !== null) return;
  throw new CognitoException("InvalidUserPoolConfigurationException", "Device tracking is not enabled for this user pool.");
}
