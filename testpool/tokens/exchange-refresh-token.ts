// Rotation: each refresh token is good once, with a short grace for answers that got lost on the way.
import { deviceRecordKey } from "../devices/device-record-key";
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { findUser, reloadUser } from "../store/find-user";
import type { FamilyRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import { askTrigger, signTokens, type AuthenticationResult } from "./issue-tokens";
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
 * What a refresh comes to, decided and written in one go: nothing else runs between the judgement and the write, so at most one
 * generation outlives the grace. With rotation the current token is replaced; an older one inside the grace gets the same successor
 * (assumed: AWS says only that it still works). A replacement ends when the original would have (observed by a third party).
 */
function takeGeneration(needs: Needs, client: ClientRecord, family: FamilyRecord, generation: number): FamilyRecord {
  const nowMs = needs.clock.nowMs();
  const { address, userAgent } = needs.call;
  const active = { ...family, lastActiveAtSeconds: needs.clock.nowSeconds(), address, userAgent };
  const rotatedAtMs = family.rotatedAtMs[generation];
  const isInGrace = rotatedAtMs !== undefined && nowMs < rotatedAtMs + client.rotation.graceSeconds * 1000;
  if (client.rotation.enabled && generation !== family.generation && !isInGrace) throw refuseReuse(needs, family);
  const next = client.rotation.enabled && generation === family.generation ? rotated(active, nowMs) : active;
  needs.store.put("families", family.originJti, next);
  return next;
}

/** Refresh tokens are tied to a confirmed device: a refresh that does not name it is refused (observed: "Invalid Refresh Token"). */
function checkDevice(needs: Needs, family: FamilyRecord, deviceKey: string | undefined): void {
  if (family.deviceKey === null || deviceKey === family.deviceKey) return;
  if (needs.store.get("devices", deviceRecordKey(family, family.deviceKey)) !== undefined) throw notAuthorized("Invalid Refresh Token.");
}

/** What a refresh may bring along. */
export interface RefreshDetails {
  readonly deviceKey?: string | undefined;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * New tokens for a refresh token; serves GetTokensFromRefreshToken and REFRESH_TOKEN_AUTH alike. `auth_time` is kept (documented). A
 * family that was revoked while the trigger thought about it gets nothing.
 */
export async function exchangeRefreshToken(
  needs: Needs,
  client: ClientRecord,
  token: string,
  { deviceKey, clientMetadata }: RefreshDetails = {},
): Promise<AuthenticationResult> {
  const { family, generation } = requireFamily(needs, client, token);
  const user = findUser(needs, family.poolId, family.username);
  if (user === null) throw notAuthorized("Invalid Refresh Token.");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  checkDevice(needs, family, deviceKey);
  const next = takeGeneration(needs, client, family, generation);
  const metadata = clientMetadata === undefined ? {} : { clientMetadata };
  const changes = await askTrigger(needs, user, client.id, { source: "TokenGeneration_RefreshTokens", ...metadata });
  const present = reloadUser(needs, user);
  if (present?.enabled !== true || needs.store.get("families", family.originJti)?.revoked !== false) {
    throw notAuthorized("Refresh Token has been revoked");
  }
  return signTokens(needs, present, next, changes, client.rotation.enabled);
}
