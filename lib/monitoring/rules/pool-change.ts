// Signal 5: somebody changed the user pool. Pools are changed by reviewed deployments only, so each change is told, a refused one too.
import type { Rule } from "../finding";
import { countBy, groupBy } from "../group-by";
import { THRESHOLDS } from "../thresholds";
import { asEvidence, minutes, textOf, within } from "../within";

const { windowSeconds, events: least } = THRESHOLDS.poolChange;

/** Every change of a pool's configuration, or of a user's credentials by an administrator's call. */
export const poolChange: Rule = (events, nowSeconds) =>
  [...groupBy(within(events, nowSeconds, windowSeconds, ["pool_changed"]), (event) => textOf(event, "poolId"))]
    .filter(([, list]) => list.length >= least)
    .map(([poolId, list]) => ({
      signal: "pool_change",
      probe: "pool_tampering",
      rule: "pool-change",
      subject: `pool:${poolId}`,
      windowSeconds,
      evidence: asEvidence(list),
      breakdown: countBy(list, (event) => `${textOf(event, "operation")} ${textOf(event, "outcome")}`),
      sentence: `A user pool was changed ${list.length === 1 ? "once" : `${list.length.toString()} times`} in ${minutes(windowSeconds)} (${[...new Set(list.map((event) => textOf(event, "operation")))].slice(0, 5).join(", ")}): unless it was a reviewed deployment, the pool itself is being tampered with.`,
      runbook: "docs/runbook/alerts.md",
    }));
