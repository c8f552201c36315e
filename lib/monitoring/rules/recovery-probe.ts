// Signal 2: ways back are tried, at one account again and again, or at many accounts from one network.
import type { Rule } from "../finding";
import { countBy, groupBy } from "../group-by";
import { THRESHOLDS } from "../thresholds";
import { asEvidence, minutes, within } from "../within";

const KINDS = ["password_reset_asked", "password_reset_refused", "recovery_started", "recovery_refused"];
const { recoveryAtOneAccount: one, recoveryFromOneNetwork: many } = THRESHOLDS;

/** One account's ways back are asked for and failed at more often than somebody forgets. */
export const recoveryProbeAtOneAccount: Rule = (events, nowSeconds) =>
  [...groupBy(within(events, nowSeconds, one.windowSeconds, KINDS), ({ account }) => account)]
    .filter(([, list]) => list.length >= one.events)
    .map(([subject, list]) => ({
      signal: "unexpected_change",
      probe: "recovery",
      rule: "recovery-probe-at-one-account",
      subject,
      windowSeconds: one.windowSeconds,
      evidence: asEvidence(list),
      breakdown: countBy(list, ({ kind }) => kind),
      sentence: `The ways back into one account were asked for or refused ${list.length.toString()} times in ${minutes(one.windowSeconds)}: somebody is looking for a way around its second factor.`,
      runbook: "docs/runbook/alerts.md",
    }));

/** One network asks for ways back into several accounts of ours. */
export const recoveryProbe: Rule = (events, nowSeconds) => {
  const asked = within(events, nowSeconds, many.windowSeconds, KINDS).filter(({ account }) => account?.startsWith("trader:") === true);
  return [...groupBy(asked, ({ network }) => network)].flatMap(([network, list]) => {
    const accounts = groupBy(list, ({ account }) => account).size;
    if (accounts < many.accounts) return [];
    return [
      {
        signal: "unexpected_change",
        probe: "recovery",
        rule: "recovery-probe",
        subject: `network:${network}`,
        windowSeconds: many.windowSeconds,
        evidence: asEvidence(list),
        breakdown: countBy(list, ({ kind }) => kind),
        sentence: `One network asked for ways back into ${accounts.toString()} accounts in ${minutes(many.windowSeconds)}: recovery is being probed.`,
        runbook: "docs/runbook/alerts.md",
      },
    ];
  });
};
