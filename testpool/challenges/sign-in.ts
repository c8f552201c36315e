// A sign-in under way by somebody who exists. Everything after the first proof is handed this value.
import type { Needs } from "../protocol/needs";
import type { ProvenFactor, SignInTrail, UserRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import type { Subject } from "./challenge-session";

/** Who signs in, through which client, what they have shown so far, and the ClientMetadata of the present call. */
export interface SignIn {
  readonly needs: Needs;
  readonly client: ClientRecord;
  readonly user: UserRecord;
  readonly trail: SignInTrail;
  readonly clientMetadata: Readonly<Record<string, string>>;
}

/** The sign-in after one more factor was shown. */
export function withProof(signIn: SignIn, factor: ProvenFactor): SignIn {
  return { ...signIn, trail: { ...signIn.trail, proven: [...signIn.trail.proven, factor] } };
}

/** For whom the next challenge of this sign-in is opened. */
export function subjectOf({ client, user, trail }: SignIn): Subject {
  return { poolId: client.poolId, clientId: client.id, username: user.username, simulated: false, trail };
}
