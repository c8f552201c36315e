// One answer to a challenge, already checked for client, secret, Session, challenge name and user.
import type { Needs } from "../protocol/needs";
import type { ChallengeRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";

/** What an `answer…` function is handed; it decides when to use the Session up. */
export interface Reply {
  readonly needs: Needs;
  readonly client: ClientRecord;
  readonly record: ChallengeRecord;
  readonly session: string;
  readonly responses: Readonly<Record<string, string>>;
  readonly clientMetadata: Readonly<Record<string, string>>;
}
