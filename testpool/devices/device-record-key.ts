// A device belongs to one user: the same device key means nothing for anybody else.

/** The key of a device's record. */
export function deviceRecordKey(user: { readonly poolId: string; readonly username: string }, deviceKey: string): string {
  return `${user.poolId}|${user.username}|${deviceKey}`;
}
