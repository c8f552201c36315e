// Signal 1, clustered: pairs of names and passwords from elsewhere, tried from many networks.
import type { Rule } from "../finding";
import { countBy, groupBy } from "../group-by";
import { THRESHOLDS } from "../thresholds";
import { asEvidence, minutes } from "../within";
import { passwordTries } from "./password-tries";

const { windowSeconds, accounts, networks, share } = THRESHOLDS.credentialStuffing;

/** Many accounts are failed at from many networks, by far more people than mistype. */
export const credentialStuffing: Rule = (events, nowSeconds) => {
  const { unsuccessful, accountsSeen } = passwordTries(events, nowSeconds, windowSeconds);
  const tried = groupBy(unsuccessful, ({ account }) => account).size;
  const from = groupBy(unsuccessful, ({ network }) => network).size;
  if (tried < accounts || from < networks || tried < accountsSeen * share) return [];
  const known = countBy(unsuccessful, ({ account }) =>
    account?.startsWith("trader:") === true ? "at accounts of ours" : "at unknown accounts",
  );
  return [
    {
      signal: "repeated_failures",
      probe: "credential_stuffing",
      rule: "credential-stuffing",
      subject: "product",
      windowSeconds,
      evidence: asEvidence(unsuccessful),
      breakdown: known,
      sentence: `${tried.toString()} accounts were tried from ${from.toString()} networks in ${minutes(windowSeconds)} and not got into: names and passwords stolen elsewhere are being tried here.`,
      runbook: "docs/runbook/alerts.md",
    },
  ];
};
