// Whether a grant, a trader's or an operator's, may be proven, or used, at an instant. Pure, so that each limit has a test one second before and one after.
import type { Proof, Purpose } from "@/lib/policy/purpose";

/** What the judgement needs of a grant. Seconds since the Unix epoch; null for what has not happened. */
export interface GrantFacts<Name extends string = Purpose> {
  readonly sub: string;
  readonly sessionId: string;
  readonly purpose: Name;
  readonly subjectId: string;
  readonly termsHash: string;
  /** Whether the stored terms still hash to `termsHash`. */
  readonly isWhole: boolean;
  readonly proofs: readonly Proof[];
  readonly expiresAtSeconds: number;
  readonly proofEndsAtSeconds: number | null;
  readonly isUsed: boolean;
}

/** Who asks, and in which session. */
export interface Asker {
  readonly sub: string;
  readonly sessionId: string;
}

/** The act for which an approval is needed; `termsHash` is made anew from what will really be done. */
export interface Act<Name extends string = Purpose> {
  readonly purpose: Name;
  readonly subjectId: string;
  readonly termsHash: string;
}

export type GrantFault =
  "not_found" | "other_session" | "proof_not_allowed" | "grant_mismatch" | "grant_used" | "grant_expired" | "already_proven" | "unproven";

/** Why `asker` may not use this grant for `act` now, or null. A limit is reached at its last second: at `proofEndsAt` it is over. */
export function judgeGrant<Name extends string>(
  grant: GrantFacts<Name> | null,
  asker: Asker,
  act: Act<Name>,
  nowSeconds: number,
): GrantFault | null {
  if (grant?.sub !== asker.sub) return "not_found";
  if (grant.sessionId !== asker.sessionId) return "other_session";
  const isSameAct = grant.purpose === act.purpose && grant.subjectId === act.subjectId && grant.termsHash === act.termsHash;
  if (!isSameAct || !grant.isWhole) return "grant_mismatch";
  if (grant.isUsed) return "grant_used";
  if (nowSeconds >= (grant.proofEndsAtSeconds ?? grant.expiresAtSeconds)) return "grant_expired";
  return grant.proofEndsAtSeconds === null ? "unproven" : null;
}

/** Why `asker` may not prove this grant by `proof` now, or null. */
export function judgeOpenGrant(grant: GrantFacts<string> | null, asker: Asker, proof: Proof, nowSeconds: number): GrantFault | null {
  if (grant?.sub !== asker.sub) return "not_found";
  if (grant.sessionId !== asker.sessionId) return "other_session";
  if (!grant.isWhole) return "grant_mismatch";
  if (!grant.proofs.includes(proof)) return "proof_not_allowed";
  if (grant.isUsed) return "grant_used";
  if (nowSeconds >= (grant.proofEndsAtSeconds ?? grant.expiresAtSeconds)) return "grant_expired";
  return grant.proofEndsAtSeconds === null ? null : "already_proven";
}
