// USER_AUTH offers what the user really has; an unknown user is offered what a user without passkeys would be (assumed).
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import { listPasskeys } from "../store/find-user";
import type { ResolvedSubject } from "./resolve-subject";

export type FirstFactor = "PASSWORD_SRP" | "PASSWORD" | "WEB_AUTHN";

/** AvailableChallenges for this user, in a fixed order. */
export function availableChallenges(needs: Needs, subject: ResolvedSubject): readonly FirstFactor[] {
  const hasPasskey =
    requirePool(needs, subject.poolId).webAuthn !== null && subject.user !== null && listPasskeys(needs, subject.user).length > 0;
  return hasPasskey ? ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"] : ["PASSWORD_SRP", "PASSWORD"];
}
