// Ending sign-ins. Access tokens of a revoked family are refused by every operation that takes one.
import type { Needs } from "../protocol/needs";
import type { FamilyRecord } from "../store/records";

/** Ends one sign-in. */
export function revokeFamily(needs: Needs, family: FamilyRecord): void {
  if (!family.revoked) needs.store.put("families", family.originJti, { ...family, revoked: true });
}

/** The sign-ins of a user, oldest first, on every client of the pool. */
export function familiesOf(needs: Needs, user: { readonly poolId: string; readonly username: string }): FamilyRecord[] {
  return needs.store.ownedBy("families", user);
}

/** Ends every sign-in that the user has now. */
export function revokeEveryFamily(needs: Needs, user: { readonly poolId: string; readonly username: string }): void {
  for (const family of familiesOf(needs, user)) revokeFamily(needs, family);
}
