// A device that the pool does not know is told the names under which it may ask to be remembered.
import { randomUUID } from "node:crypto";
import type { Needs } from "../protocol/needs";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";

/** The name that a user's devices share in SRP: a dash and eight letters or digits, always the same for one user (form observed, stability assumed). */
export function deviceGroupKey(needs: Needs, user: { readonly poolId: string; readonly username: string }): string {
  return `-${needs.keys.derive(`device-group|${user.poolId}|${user.username}`, 4).toString("hex")}`;
}

/** NewDeviceMetadata: a fresh device key of the form `<region>_<uuid>` (documented). */
export function newDeviceMetadata(
  needs: Needs,
  pool: PoolRecord,
  user: UserRecord,
): { readonly DeviceKey: string; readonly DeviceGroupKey: string } {
  return { DeviceKey: `${pool.region}_${randomUUID()}`, DeviceGroupKey: deviceGroupKey(needs, user) };
}
