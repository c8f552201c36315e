// Native step-up: which level a sign-in has reached, and which factors are still missing for a level that was asked for. Four fixed
// levels, each with the factor combinations that satisfy it (documented).
import type { ProvenFactor } from "../store/records";

/** Level 1 a password; 2 a mailed code; 3 a passkey, or a password with a mailed code; 4 a password with an app's code (documented). */
const LEVELS: readonly { readonly acr: string; readonly combinations: readonly (readonly ProvenFactor[])[] }[] = [
  { acr: "urn:cognito:loa:1", combinations: [["pwd"]] },
  { acr: "urn:cognito:loa:2", combinations: [["otp_email"]] },
  { acr: "urn:cognito:loa:3", combinations: [["webauthn"], ["pwd", "otp_email"]] },
  { acr: "urn:cognito:loa:4", combinations: [["pwd", "otp_totp"]] },
];

const levelOf = (acr: string | null) => LEVELS.findIndex((level) => level.acr === acr);
const missingOf = (combination: readonly ProvenFactor[], proven: readonly ProvenFactor[]) =>
  combination.filter((factor) => !proven.includes(factor));

/** The highest level that these factors fully satisfy, or null for none (documented). */
export function acrOf(proven: readonly ProvenFactor[]): string | null {
  const reached = LEVELS.filter(({ combinations }) => combinations.some((combination) => missingOf(combination, proven).length === 0));
  return reached.at(-1)?.acr ?? null;
}

/** A passkey counts as `swk`: whether it lives in hardware of its own is not looked at (assumed). Devices and custom challenges have no value (assumed). */
const AMR: Readonly<Record<ProvenFactor, string | null>> = {
  pwd: "pwd",
  otp_totp: "otp",
  otp_email: "email_otp",
  webauthn: "swk",
  custom: null,
  device: null,
};

/** The `amr` claim: each method once, and `mfa` after two distinct ones (documented). */
export function amrOf(proven: readonly ProvenFactor[]): string[] {
  const methods = [...new Set(proven.flatMap((factor) => AMR[factor] ?? []))];
  return methods.length > 1 ? [...methods, "mfa"] : methods;
}

/** What a step-up comes to: the level that is aimed at and its missing factors, or why it is refused. */
export type StepUp =
  | { readonly kind: "ask"; readonly acr: string; readonly missing: readonly ProvenFactor[] }
  | { readonly kind: "unknown-level" | "already-met" | "no-factors" };

/**
 * Judges TARGET_ACR_VALUES: the first level that the user has the factors for, by the way that asks for least. Unknown names are passed
 * over; no known name, no reachable level, or a level that the credited factors already meet is refused (documented).
 */
export function judgeStepUp(targets: readonly string[], credit: readonly ProvenFactor[], available: readonly ProvenFactor[]): StepUp {
  const known = targets.filter((target) => levelOf(target) >= 0);
  if (known.length === 0) return { kind: "unknown-level" };
  const owned = [...credit, ...available];
  for (const acr of known) {
    const ways = (LEVELS[levelOf(acr)]?.combinations ?? []).filter((combination) => missingOf(combination, owned).length === 0);
    const [least] = ways.map((way) => missingOf(way, credit)).sort((left, right) => left.length - right.length);
    if (least === undefined) continue;
    return levelOf(acrOf(credit)) >= levelOf(acr) ? { kind: "already-met" } : { kind: "ask", acr, missing: least };
  }
  return { kind: "no-factors" };
}
