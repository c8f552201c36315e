// Sign-ins in progress. A Session is an opaque handle: long as AWS's, used once, as long as the client says (AuthSessionValidity), one client, one user.
import { createHash, randomBytes } from "node:crypto";
import { notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { findUser } from "../store/find-user";
import type { ChallengeName, ChallengeRecord, SignInTrail } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import { requireClient } from "../store/find-client";

/** Gives 1,548 characters; one observation of AWS says 1,543 to 1,587. */
const HANDLE_BYTES = 1161;

const keyOf = (session: string) => createHash("sha256").update(session).digest("base64url");

/** Whom a challenge is for; `simulated` when nobody of that name exists. */
export interface Subject {
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly simulated: boolean;
  /** What the sign-in has shown so far; it travels from step to step. */
  readonly trail: SignInTrail;
}

/** The trail of a sign-in that has shown nothing yet. */
export function newTrail(flow: string): SignInTrail {
  return { flow, proven: [], customRounds: [], deviceKey: null, targetAcr: [] };
}

/** Stores a challenge and returns the Session that stands for it. */
export function openChallenge(
  needs: Needs,
  subject: Subject,
  challenge: ChallengeName,
  details: Partial<Omit<ChallengeRecord, keyof Subject | "challenge" | "expiresAtMs" | "usedAtMs">> = {},
): string {
  const session = randomBytes(HANDLE_BYTES).toString("base64url");
  needs.store.put("challenges", keyOf(session), {
    poolId: subject.poolId,
    clientId: subject.clientId,
    username: subject.username,
    simulated: subject.simulated,
    trail: subject.trail,
    challenge,
    expiresAtMs: needs.clock.nowMs() + requireClient(needs, subject.clientId).authSessionSeconds * 1000,
    usedAtMs: null,
    srp: null,
    webAuthnChallenge: null,
    totpSetup: null,
    sentCode: null,
    emailSetup: null,
    customPrivate: null,
    customMetadata: null,
    ...details,
  });
  return session;
}

/**
 * The challenge behind a Session. NotAuthorizedException for a used one (`… can only be used once.`, observed), an
 * old one (`… session is expired.`, observed), and an invented one (the bare sentence; assumed).
 */
export function findChallenge(needs: Needs, session: string): ChallengeRecord {
  const record = needs.store.get("challenges", keyOf(session));
  if (record === undefined) throw notAuthorized("Invalid session for the user.");
  if (record.usedAtMs !== null) throw notAuthorized("Invalid session for the user, session can only be used once.");
  if (needs.clock.nowMs() >= record.expiresAtMs) throw notAuthorized("Invalid session for the user, session is expired.");
  return record;
}

/** The same, and refuses a Session of another client, another challenge or another user. */
export function requireChallenge(
  needs: Needs,
  client: ClientRecord,
  session: string,
  expected: { readonly challenge: ChallengeName; readonly username: string },
): ChallengeRecord {
  const record = findChallenge(needs, session);
  const named = findUser(needs, client.poolId, expected.username);
  const isSameUser = (named?.username ?? expected.username) === record.username;
  const isSame = record.clientId === client.id && record.challenge === expected.challenge;
  if (!isSame || (!isSameUser && !isSimulatedName(record, named))) throw notAuthorized("Invalid session for the user.");
  return record;
}

/** A simulated user answers under the name that was typed or under the simulated id; nobody real has either. */
function isSimulatedName(record: ChallengeRecord, named: object | null): boolean {
  return record.simulated && named === null;
}

/** Counts one wrong code against a Session; the one that makes it `triesMax` uses the Session up. */
export function countWrongCode(needs: Needs, session: string, triesMax: number): void {
  const record = needs.store.get("challenges", keyOf(session));
  if (record?.sentCode === null || record?.sentCode === undefined) return;
  const failures = record.sentCode.failures + 1;
  needs.store.put("challenges", keyOf(session), { ...record, sentCode: { ...record.sentCode, failures } });
  if (failures >= triesMax) consumeChallenge(needs, session);
}

/** The pool that a Session belongs to, used and old ones too; null for an invented one. */
export function poolOfSession(store: Needs["store"], session: string): string | null {
  return store.get("challenges", keyOf(session))?.poolId ?? null;
}

/** Marks a Session as used; from here on it is worthless. */
export function consumeChallenge(needs: Needs, session: string): void {
  const record = needs.store.get("challenges", keyOf(session));
  if (record === undefined) return;
  needs.store.put("challenges", keyOf(session), { ...record, usedAtMs: needs.clock.nowMs(), srp: null });
}
