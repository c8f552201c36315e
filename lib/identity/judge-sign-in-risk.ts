// Whether a sign-in is unusual, and why. Pure: what is known of account and browser comes in by the door. It has no map of the world: a network is
// only the block of addresses that a provider was given, so that what it calls impossible is impossible anywhere.
import { SIGN_IN_RISK, type Suspicion } from "@/lib/policy/sign-in-risk";

/** What is known before anything of the sign-in is believed. Seconds since the Unix epoch; null where there is none. */
export interface SignInHistory {
  /** Wrong passwords and codes at the account within the window, whoever made them. */
  readonly failures: number;
  /** Since when the account's owner is known by this browser. */
  readonly browserKnownSinceSeconds: number | null;
  /** When the mailbox was last shown in this browser. */
  readonly mailboxShownAtSeconds: number | null;
  /** The newest recovery or reset of the account. */
  readonly recoveredAtSeconds: number | null;
  /** The newest act in any session of the account. */
  readonly lastSeenAtSeconds: number | null;
  /** Coarse networks of the account's sessions within the window. */
  readonly networks: readonly string[];
}

/** The sign-in that is judged. */
export interface SignInAttempt {
  readonly by: "password" | "passkey";
  /** Coarse, as sessions keep it. */
  readonly network: string;
  readonly nowSeconds: number;
}

const V4 = /^(\d{1,3}\.\d{1,3})\.\d{1,3}\.0\/24$/;
const V6 = /^([\da-f]{1,4}:[\da-f]{1,4}):/;

/** The provider's block that a coarse network lies in (a /16 or a /32), with its family; null where nobody knows. */
function providerBlock(network: string): { readonly family: 4 | 6; readonly block: string } | null {
  const [v4, v6] = [V4.exec(network)?.[1], V6.exec(network)?.[1]];
  if (v4 !== undefined) return { family: 4, block: v4 };
  return v6 === undefined ? null : { family: 6, block: v6 };
}

/** How many blocks of this attempt's family were used, its own among them. A machine with both families is in two at once, so they are counted apart. */
function blocksInUse(history: SignInHistory, network: string): number {
  const own = providerBlock(network);
  if (own === null) return 0;
  const others = history.networks.map(providerBlock).flatMap((known) => (known?.family === own.family ? [known.block] : []));
  return new Set([own.block, ...others]).size;
}

/** Known before the account was recovered, or proven by the mailbox since. */
function isSettledSince({ browserKnownSinceSeconds: known, mailboxShownAtSeconds: shown }: SignInHistory, atSeconds: number): boolean {
  return (known !== null && known < atSeconds) || (shown !== null && shown >= atSeconds);
}

/**
 * Every reason, the likeliest first; none for an ordinary return. A passkey stands for its holder and its device, so only a network that cannot be is held
 * against it.
 */
export function judgeSignInRisk(history: SignInHistory, { by, network, nowSeconds }: SignInAttempt): readonly Suspicion[] {
  const isNew = history.browserKnownSinceSeconds === null;
  const { recoveredAtSeconds: recovered, lastSeenAtSeconds: seen } = history;
  const isRecovered = recovered !== null && nowSeconds - recovered < SIGN_IN_RISK.afterRecoverySeconds;
  const found: readonly (readonly [Suspicion, boolean])[] = [
    ["failed_attempts", by === "password" && isNew && history.failures >= SIGN_IN_RISK.failures],
    ["after_recovery", by === "password" && isRecovered && !isSettledSince(history, recovered)],
    ["network_change", blocksInUse(history, network) >= SIGN_IN_RISK.networks],
    ["long_absence", by === "password" && isNew && seen !== null && nowSeconds - seen >= SIGN_IN_RISK.absenceSeconds],
  ];
  return found.flatMap(([reason, holds]) => (holds ? [reason] : []));
}
