// Who is signing in. With PreventUserExistenceErrors an unknown name becomes a simulated user with a stable id.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { findUser } from "../store/find-user";
import type { SignInTrail, UserRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import type { Subject } from "./challenge-session";

/** A name resolved for a sign-in; `user` is null for a simulated one. */
export interface ResolvedSubject extends Subject {
  readonly user: UserRecord | null;
}

/** A UUID that is always the same for one unknown name (documented: stable per username). */
function simulatedUsername(needs: Needs, poolId: string, name: string): string {
  const hex = needs.keys.derive(`simulated|id|${poolId}|${name.toLowerCase()}`, 16).toString("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The user of that name; an unknown one is simulated, or refused with UserNotFoundException in LEGACY mode. */
export function resolveSubject(needs: Needs, client: ClientRecord, name: string, trail: SignInTrail): ResolvedSubject {
  const base = { poolId: client.poolId, clientId: client.id, trail };
  const user = findUser(needs, client.poolId, name);
  if (user !== null) return { ...base, username: user.username, simulated: false, user };
  if (!client.preventUserExistenceErrors) {
    throw new CognitoException("UserNotFoundException", "User does not exist.");
  }
  return { ...base, username: simulatedUsername(needs, client.poolId, name), simulated: true, user: null };
}

/** The user behind a challenge, or null for a simulated one. */
export function challengedUser(needs: Needs, record: { poolId: string; username: string; simulated: boolean }): UserRecord | null {
  return record.simulated ? null : findUser(needs, record.poolId, record.username);
}
