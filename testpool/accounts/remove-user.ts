// Nothing of a removed user may help whoever takes the name next.
import type { Needs } from "../protocol/needs";
import { listPasskeys, nameKey, passkeyKey } from "../store/find-user";
import type { UserRecord } from "../store/records";
import { revokeEveryFamily } from "../tokens/revoke-family";
import { dropAliases } from "./aliases";

/** Removes the user with aliases, passkeys, devices and sign-ins in progress, and revokes every token. */
export function removeUser(needs: Needs, user: UserRecord): void {
  const { store } = needs;
  const isTheirs = (record: { readonly poolId: string; readonly username: string }) =>
    record.poolId === user.poolId && record.username === user.username;
  revokeEveryFamily(needs, user);
  dropAliases(needs, user);
  for (const passkey of listPasskeys(needs, user)) store.remove("passkeys", passkeyKey(user, passkey.credentialId));
  for (const [key, device] of store.entries("devices")) if (isTheirs(device)) store.remove("devices", key);
  for (const [key, challenge] of store.entries("challenges")) if (isTheirs(challenge)) store.remove("challenges", key);
  const userKey = nameKey(needs, user.poolId, user.username);
  store.remove("registrations", userKey);
  store.remove("users", userKey);
}
