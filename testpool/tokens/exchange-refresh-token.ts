// Rotation: each refresh token is good once, with a short grace for answers that got lost on the way.
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { findUser } from "../store/find-user";
import type { FamilyRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import { issueTokens, type AuthenticationResult } from "./issue-tokens";
import { openRefreshToken } from "./refresh-token";

/** Remembered exchanges; older generations are far outside any grace (60 s at most). */
const GENERATIONS_REMEMBERED = 64;

function requireFamily(needs: Needs, client: ClientRecord, token: string): { family: FamilyRecord; generation: number } {
  const handle = openRefreshToken(needs.keys, token);
  const family = handle === null ? undefined : needs.store.get("families", handle.originJti);
  if (handle === null || family === undefined || family.clientId !== client.id) {
    throw notAuthorized("Invalid Refresh Token.");
  }
  if (family.revoked) throw notAuthorized("Refresh Token has been revoked");
  if (needs.clock.nowSeconds() >= family.expiresAtSeconds) throw notAuthorized("Refresh Token has expired");
  return { family, generation: handle.generation };
}

/** Documented exception; that a reuse also revokes the family is assumed, and so is the message. */
function refuseReuse(needs: Needs, family: FamilyRecord): CognitoException {
  needs.store.put("families", family.originJti, { ...family, revoked: true });
  return new CognitoException("RefreshTokenReuseException", "Refresh Token has already been used");
}

/** The family after its current generation was exchanged now. */
function rotated(family: FamilyRecord, nowMs: number): FamilyRecord {
  const recent = Object.entries(family.rotatedAtMs).slice(1 - GENERATIONS_REMEMBERED);
  const rotatedAtMs = { ...Object.fromEntries(recent), [family.generation]: nowMs };
  return { ...family, generation: family.generation + 1, rotatedAtMs };
}

/**
 * New tokens for a refresh token. With rotation the current one is replaced; an older one inside the grace gets the
 * same successor (assumed: AWS says only that it still works), so at most one outlives the grace. A replacement ends
 * when the original would have (observed by a third party). `auth_time` is kept (documented).
 */
export async function exchangeRefreshToken(needs: Needs, client: ClientRecord, token: string): Promise<AuthenticationResult> {
  const { family, generation } = requireFamily(needs, client, token);
  const user = findUser(needs, family.poolId, family.username);
  if (user === null) throw notAuthorized("Invalid Refresh Token.");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (!client.rotation.enabled) return issueTokens(needs, user, family, false);
  const nowMs = needs.clock.nowMs();
  if (generation === family.generation) {
    const next = rotated(family, nowMs);
    needs.store.put("families", family.originJti, next);
    return issueTokens(needs, user, next, true);
  }
  const rotatedAtMs = family.rotatedAtMs[generation];
  const isInGrace = rotatedAtMs !== undefined && nowMs < rotatedAtMs + client.rotation.graceSeconds * 1000;
  if (!isInGrace) throw refuseReuse(needs, family);
  return issueTokens(needs, user, family, true);
}
