// Signal 1: somebody keeps trying one account. The guesses are bounded by the account's lock; what is left to gain is the lock itself, or a weak password.
import type { Rule } from "../finding";
import { countBy, groupBy } from "../group-by";
import { THRESHOLDS } from "../thresholds";
import { asEvidence, minutes, textOf, within } from "../within";

const KINDS = ["sign_in_failed", "sign_in_locked"];
const PASSWORD = ["password"];
const SECOND_FACTOR = ["totp", "totp-setup"];

const ruleOf =
  (what: {
    readonly purposes: readonly string[];
    readonly windowSeconds: number;
    readonly events: number;
    readonly rule: string;
    readonly probe: "lockout" | "second_factor";
    readonly sentence: (events: number, networks: number) => string;
  }): Rule =>
  (events, nowSeconds) => {
    const tries = within(events, nowSeconds, what.windowSeconds, KINDS).filter((event) => what.purposes.includes(textOf(event, "purpose")));
    return [...groupBy(tries, ({ account }) => account)]
      .filter(([, list]) => list.length >= what.events)
      .map(([subject, list]) => ({
        signal: "repeated_failures",
        probe: what.probe,
        rule: what.rule,
        subject,
        windowSeconds: what.windowSeconds,
        evidence: asEvidence(list),
        breakdown: countBy(list, ({ kind }) => kind),
        sentence: what.sentence(list.length, groupBy(list, ({ network }) => network).size),
        runbook: "docs/runbook/alerts.md",
      }));
  };

const fromNetworks = (networks: number): string =>
  networks === 0 ? "an unknown network" : networks === 1 ? "one network" : `${networks.toString()} networks`;

const { failuresAtOneAccount: passwords, secondFactorAtOneAccount: codes } = THRESHOLDS;

/** Wrong and locked-out passwords at one account. */
export const failuresAtOneAccount: Rule = ruleOf({
  ...passwords,
  purposes: PASSWORD,
  rule: "failures-at-one-account",
  probe: "lockout",
  sentence: (events, networks) =>
    `${events.toString()} refused passwords at one account in ${minutes(passwords.windowSeconds)}, from ${fromNetworks(networks)}: its lock or its password is being tried.`,
});

/** Wrong codes at one account: whoever gets there has shown the password. */
export const secondFactorAtOneAccount: Rule = ruleOf({
  ...codes,
  purposes: SECOND_FACTOR,
  rule: "second-factor-at-one-account",
  probe: "second_factor",
  sentence: (events, networks) =>
    `${events.toString()} refused codes at one account in ${minutes(codes.windowSeconds)}, from ${fromNetworks(networks)}: somebody who has its password is trying the second factor.`,
});
