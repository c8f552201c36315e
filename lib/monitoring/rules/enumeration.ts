// Signal 2: somebody asks after many addresses to learn which of them are accounts. Nothing here answers that; asking is still a beginning.
import type { Rule } from "../finding";
import { countBy, groupBy } from "../group-by";
import { THRESHOLDS } from "../thresholds";
import type { WatchedEvent } from "../watched-event";
import { asEvidence, minutes, within } from "../within";

const { windowSeconds, accounts, share } = THRESHOLDS.enumeration;
const ASKING = ["password_reset_asked", "sign_up_started", "sign_up_refused"];

const isKnown = ({ account }: WatchedEvent): boolean => account?.startsWith("trader:") === true;

/** One network asks after many addresses that are no accounts of ours, by resets and by sign-ups that nobody confirms. */
export const enumeration: Rule = (events, nowSeconds) => {
  const asked = within(events, nowSeconds, windowSeconds, [...ASKING, "sign_up_confirmed"]);
  const confirmed = new Set(asked.filter(({ kind }) => kind === "sign_up_confirmed").map(({ account }) => account));
  const asking = asked.filter(({ kind, account }) => ASKING.includes(kind) && !confirmed.has(account));
  return [...groupBy(asking, ({ network }) => network)].flatMap(([network, list]) => {
    const all = groupBy(list, ({ account }) => account).size;
    const unknown = list.filter((event) => !isKnown(event));
    const strangers = groupBy(unknown, ({ account }) => account).size;
    if (strangers < accounts || strangers < all * share) return [];
    return [
      {
        signal: "unexpected_change",
        probe: "enumeration",
        rule: "enumeration",
        subject: `network:${network}`,
        windowSeconds,
        evidence: asEvidence(list),
        breakdown: countBy(list, ({ kind }) => kind),
        sentence: `One network asked after ${all.toString()} addresses in ${minutes(windowSeconds)}, ${strangers.toString()} of which are no accounts here: somebody is looking for addresses that are.`,
        runbook: "docs/runbook/alerts.md",
      },
    ];
  });
};
