// Writes what an operation came to. The record never decides: when it cannot be written the answer still stands, and the log says so.
import "server-only";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { deviceName } from "@/lib/identity/device-name";
import { services } from "@/lib/server/services";
import { changeCircumstances } from "@/lib/server/session/change-circumstances";
import { findAccountByEmail } from "@/lib/server/session/known-addresses";

import type { Exchange, Outcome } from "./exchange";

const INSERT = "INSERT INTO holdfast.security_events (at, sub, kind, detail) VALUES (to_timestamp($1), $2, $3, $4)";

async function record(outcome: Outcome, exchange: Exchange): Promise<void> {
  const { database, log } = services();
  log.info(outcome.kind, outcome.detail);
  const place = { device: deviceName(exchange.userAgent), network: coarseNetwork(exchange.clientAddress ?? "") };
  const write = async (): Promise<void> => {
    const sub = outcome.sub ?? (await ownerOf(outcome.email?.reveal() ?? null));
    const detail = { ...outcome.detail, ...place };
    const params = (more: object): unknown[] => [exchange.nowSeconds, sub, outcome.kind, JSON.stringify({ ...detail, ...more })];
    if (sub === null) {
      await database.asService((tx) => tx.query(INSERT, params({})));
      return;
    }
    await database.asTrader(sub, async (tx) => {
      await tx.query(INSERT, params(await changeCircumstances(tx, { kind: outcome.kind, sub }, exchange.nowSeconds)));
    });
  };
  await write().catch((cause: unknown) =>
    log.error("security_event_not_recorded", { requestId: exchange.requestId, kind: outcome.kind }, cause),
  );
}

/** Whose address was typed, so that the owner is told. Known or not, it is the same look-up and the same writes: the answer tells nobody which. */
async function ownerOf(email: string | null): Promise<string | null> {
  if (email === null) return null;
  const account = await services().database.asService((tx) => findAccountByEmail(tx, email));
  return account?.sub ?? null;
}

/** Records the outcomes of one operation. Never throws. */
export async function recordOutcomes(exchange: Exchange): Promise<void> {
  for (const outcome of exchange.outcomes) await record(outcome, exchange);
}
