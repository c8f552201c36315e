// Sessions can be seen and ended only where the pool tracks them, and only those of the user in question.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import type { FamilyRecord, UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { activeSessions } from "./track-session";

/** Refuses session operations of a pool that does not track sessions: OperationNotEnabledException (listed by AWS; the sentence is assumed). */
export function requireSessionTracking(pool: PoolRecord): void {
  if (pool.sessionTracking !== null) return;
  throw new CognitoException("OperationNotEnabledException", "User session tracking is not enabled for this user pool.");
}

/** The user's live session of that id; another user's is as unknown as an invented one (ResourceNotFoundException; sentence assumed). */
export function requireSession(needs: Needs, user: UserRecord, sessionId: string): FamilyRecord {
  const family = activeSessions(needs, user).find((candidate) => candidate.sessionId === sessionId);
  if (family === undefined) throw new CognitoException("ResourceNotFoundException", "Session does not exist.");
  return family;
}
