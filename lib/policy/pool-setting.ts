// One setting of a pool: what the policy wants of it and what a described pool says, both in Cognito's terms.
import type { ClientMembers, DescribedPool } from "./described-pool";
import type { PoolPolicy } from "./pool-policy";

/** A figure, or a list whose order does not count. */
export type SettingValue = string | number | boolean | readonly string[] | undefined;

/** The pool as described, with its clients told apart by the settings of the installation; null: there is no such client. */
export interface KnownPool extends DescribedPool {
  readonly webClient: ClientMembers | null;
  readonly machineClient: ClientMembers | null;
}

export interface PoolSetting {
  /** The policy's leaf that is compared, such as `webAuthn.userVerification`; null for what holds of every pool of ours. */
  readonly leaf: string | null;
  /** Cognito's name for it. */
  readonly name: string;
  readonly wanted: (policy: PoolPolicy) => SettingValue;
  /** What stands for a member that is left out is AWS's documented default, else undefined. */
  readonly shown: (known: KnownPool, policy: PoolPolicy) => SettingValue;
}

/** A list as one value: sorted, because Cognito keeps no order of its own. */
export const listOf = (values: readonly (string | undefined)[] | undefined): readonly string[] =>
  (values ?? []).filter((value) => value !== undefined).sort();

const UNIT_SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** A lifetime in seconds; NaN-free: an unknown unit is no lifetime. */
export const secondsOf = (value: number | undefined, unit: string | undefined, otherwise: string): number | undefined => {
  const factor = UNIT_SECONDS[unit ?? otherwise];
  return value === undefined || factor === undefined ? undefined : value * factor;
};
