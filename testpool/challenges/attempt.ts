// One call of a sign-in, by somebody who may not exist: what every first step and every custom step is handed.
import type { Needs } from "../protocol/needs";
import type { SignInTrail, UserRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import type { Reply } from "./reply";
import { challengedUser, type ResolvedSubject } from "./resolve-subject";
import type { SignIn } from "./sign-in";

/** Who tries, through which client, and what the call brought along (AuthParameters or ChallengeResponses, and ClientMetadata). */
export interface Attempt {
  readonly needs: Needs;
  readonly client: ClientRecord;
  readonly subject: ResolvedSubject;
  readonly parameters: Readonly<Record<string, string>>;
  readonly clientMetadata: Readonly<Record<string, string>>;
}

/** The attempt that an answer goes on with; the user is read anew. */
export function attemptOf({ needs, client, record, responses, clientMetadata }: Reply): Attempt {
  const { poolId, clientId, username, simulated, trail } = record;
  const subject = { poolId, clientId, username, simulated, trail, user: challengedUser(needs, record) };
  return { needs, client, subject, parameters: responses, clientMetadata };
}

/** The attempt as a sign-in of a user who exists. */
export function signInOf({ needs, client, subject, clientMetadata }: Attempt, user: UserRecord): SignIn {
  return { needs, client, user, trail: subject.trail, clientMetadata };
}

/** The attempt of a sign-in that goes back to asking, for example by a custom challenge. */
export function attemptAgain({ needs, client, user, trail, clientMetadata }: SignIn): Attempt {
  const subject = { poolId: client.poolId, clientId: client.id, username: user.username, simulated: false, trail, user };
  return { needs, client, subject, parameters: {}, clientMetadata };
}

/** The attempt with another trail. */
export function withTrail(attempt: Attempt, changes: Partial<SignInTrail>): Attempt {
  return { ...attempt, subject: { ...attempt.subject, trail: { ...attempt.subject.trail, ...changes } } };
}
