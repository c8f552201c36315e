// Administrators name a pool and a user; both must exist.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import { findUser } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";

/** Administrators may name a user by `sub` too (documented). */
function findBySub(needs: Needs, poolId: string, sub: string): UserRecord | null {
  return needs.store.entries("users").find(([, user]) => user.poolId === poolId && user.sub === sub)?.[1] ?? null;
}

/** The pool and its user of that name, alias or sub; ResourceNotFoundException or UserNotFoundException in Cognito's words (observed). */
export function requirePoolUser(
  needs: Needs,
  request: { readonly UserPoolId: string; readonly Username: string },
): { readonly pool: PoolRecord; readonly user: UserRecord } {
  const pool = requirePool(needs, request.UserPoolId);
  const user = findUser(needs, pool.id, request.Username) ?? findBySub(needs, pool.id, request.Username);
  if (user === null) throw new CognitoException("UserNotFoundException", "User does not exist.");
  return { pool, user };
}
