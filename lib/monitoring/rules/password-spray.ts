// Signal 1, clustered: a few passwords at many accounts, from one network.
import type { Rule } from "../finding";
import { countBy, groupBy } from "../group-by";
import { THRESHOLDS } from "../thresholds";
import { asEvidence, minutes, textOf } from "../within";
import { passwordTries } from "./password-tries";

const { windowSeconds, accounts, share } = THRESHOLDS.passwordSpray;

/** One network fails at many accounts and gets into few of those that it tries. A shared network full of people's typing mistakes gets in. */
export const passwordSpray: Rule = (events, nowSeconds) =>
  [...groupBy(events, ({ network }) => network)].flatMap(([network, list]) => {
    const { unsuccessful, accountsSeen } = passwordTries(list, nowSeconds, windowSeconds);
    const tried = groupBy(unsuccessful, ({ account }) => account).size;
    if (tried < accounts || tried < accountsSeen * share) return [];
    return [
      {
        signal: "repeated_failures",
        probe: "password_spray",
        rule: "password-spray",
        subject: `network:${network}`,
        windowSeconds,
        evidence: asEvidence(unsuccessful),
        breakdown: countBy(unsuccessful, (event) => textOf(event, "reason")),
        sentence: `One network tried passwords at ${tried.toString()} accounts in ${minutes(windowSeconds)} and got into none of them: a few common passwords are being tried at many accounts.`,
        runbook: "docs/runbook/alerts.md",
      },
    ];
  });
