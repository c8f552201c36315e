// The end of every sign-in: a family of tokens is born, the device gets its key, and the session its place in the list.
import { randomUUID } from "node:crypto";
import { newDeviceMetadata } from "../devices/new-device-metadata";
import { notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { deviceRecordKey } from "../devices/device-record-key";
import { newSessionId, makeRoom } from "../sessions/track-session";
import { requirePool } from "../store/find-client";
import { reloadUser } from "../store/find-user";
import type { FamilyRecord, SignInTrail, UserRecord } from "../store/records";
import type { ClientRecord, PoolRecord } from "../store/settings-records";
import { askTrigger, signTokens, type AuthenticationResult, type Occasion } from "./issue-tokens";
import { acrOf, judgeStepUp } from "./step-up-acr";

function newFamily(needs: Needs, pool: PoolRecord, user: UserRecord, client: ClientRecord, trail: SignInTrail): FamilyRecord {
  const now = needs.clock.nowSeconds();
  return {
    originJti: randomUUID(),
    poolId: user.poolId,
    clientId: client.id,
    username: user.username,
    eventId: randomUUID(),
    authTimeSeconds: now,
    expiresAtSeconds: now + client.refreshTokenSeconds,
    lastActiveAtSeconds: now,
    revoked: false,
    generation: 0,
    rotatedAtMs: {},
    proven: trail.proven,
    acr: pool.nativeStepUp && trail.targetAcr.length > 0 ? acrOf(trail.proven) : null,
    deviceKey: null,
    sessionId: pool.sessionTracking === null ? null : newSessionId(),
    address: needs.call.address,
    userAgent: needs.call.userAgent,
  };
}

/** The user's confirmed device of that key: a key that is nobody's, or somebody else's, makes the device a new one. */
function knownDeviceKey(needs: Needs, user: UserRecord, deviceKey: string | null): string | null {
  if (deviceKey === null) return null;
  const key = deviceRecordKey(user, deviceKey);
  const device = needs.store.get("devices", key);
  if (device === undefined) return null;
  const now = needs.clock.nowSeconds();
  needs.store.put("devices", key, { ...device, lastSignInAtSeconds: now, lastAddress: needs.call.address });
  return deviceKey;
}

/** The source that the trigger is told when the caller names none. */
function sourceOf(trail: SignInTrail): Occasion["source"] {
  if (trail.isNewPassword === true) return "TokenGeneration_NewPasswordChallenge";
  return trail.proven.includes("device") ? "TokenGeneration_AuthenticateDevice" : "TokenGeneration_Authentication";
}

/**
 * Starts a family for a user whose factors are all proven, and issues its first tokens. The trigger is asked first, so that a sign-in
 * that it refuses leaves nothing behind; a user who was deleted or disabled meanwhile is refused (NotAuthorizedException).
 */
export async function startFamily(
  needs: Needs,
  user: UserRecord,
  client: ClientRecord,
  trail: SignInTrail,
  occasion: Partial<Occasion> = {},
): Promise<AuthenticationResult> {
  const changes = await askTrigger(needs, user, client.id, { source: sourceOf(trail), ...occasion });
  const present = reloadUser(needs, user);
  if (present?.enabled !== true) throw notAuthorized("User is disabled.");
  const pool = requirePool(needs, user.poolId);
  const isShort = trail.targetAcr.length > 0 && judgeStepUp(trail.targetAcr, trail.proven, trail.proven).kind !== "already-met";
  if (isShort) throw notAuthorized("The requested ACR level was not reached."); // All or nothing (documented; sentence assumed).
  if (pool.sessionTracking !== null) makeRoom(needs, present, pool.sessionTracking.maxPerUser);
  const known = pool.devices === null ? null : knownDeviceKey(needs, present, trail.deviceKey);
  const metadata = pool.devices === null || known !== null ? null : newDeviceMetadata(needs, pool, present);
  const family = { ...newFamily(needs, pool, present, client, trail), deviceKey: known ?? metadata?.DeviceKey ?? null };
  needs.store.put("families", family.originJti, family);
  return { ...signTokens(needs, present, family, changes, true), ...(metadata === null ? {} : { NewDeviceMetadata: metadata }) };
}
