// One round of signals: what the feed brought since the last one.
import type { Round } from "../create-round";
import type { Worker } from "../worker";
import { judgeFeed } from "./judge-feed";

const PAGES_PER_ROUND = 10;

/** The round of one process. It throws UnavailableError("database"). */
export function createSignalRound({ database, clock, log }: Pick<Worker, "database" | "clock" | "log">): () => Promise<Round> {
  const odd = new Set<string>();
  const onOdd = (ruleId: string): void => {
    if (!odd.has(ruleId)) log.error("signal_rule_unreadable", { ruleId });
    odd.add(ruleId);
  };
  return async () => {
    for (let page = 0; page < PAGES_PER_ROUND; page += 1)
      if (!(await judgeFeed({ database, nowSeconds: clock.nowSeconds(), onOdd }))) return page > 0 ? "busy" : "idle";
    return "busy";
  };
}
