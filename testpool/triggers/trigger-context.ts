// What every trigger is told about the call that fired it.
import type { Needs } from "../protocol/needs";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";

/** The sign-in, sign-up or message that fires a trigger. `user` is null where nobody of that name exists. */
export interface TriggerContext {
  readonly needs: Needs;
  readonly pool: PoolRecord;
  /** Null for administrators' calls, which name no client; the event then says "CLIENT_ID_NOT_APPLICABLE" (documented). */
  readonly clientId: string | null;
  readonly userName: string;
  readonly user: UserRecord | null;
  readonly clientMetadata?: Readonly<Record<string, string>>;
  readonly validationData?: Readonly<Record<string, string>>;
}
