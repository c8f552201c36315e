// Writes what an operation came to. The record never decides: when it cannot be written the answer still stands, and the log says so.
import "server-only";
import { services } from "@/lib/server/services";

import type { Exchange, Outcome } from "./exchange";

const INSERT = "INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), $2, $3, $4)";

async function record(outcome: Outcome, exchange: Exchange): Promise<void> {
  const { database, log } = services();
  log.info(outcome.kind, outcome.detail);
  const params = [exchange.nowSeconds, outcome.sub, outcome.kind, JSON.stringify(outcome.detail)];
  const write =
    outcome.sub === null
      ? database.asService((tx) => tx.query(INSERT, params))
      : database.asTrader(outcome.sub, (tx) => tx.query(INSERT, params));
  await write.catch((cause: unknown) =>
    log.error("security_event_not_recorded", { requestId: exchange.requestId, kind: outcome.kind }, cause),
  );
}

/** Records the outcomes of one operation. Never throws. */
export async function recordOutcomes(exchange: Exchange): Promise<void> {
  for (const outcome of exchange.outcomes) await record(outcome, exchange);
}
