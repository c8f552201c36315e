// The one change of credentials under a recovery's hold: a trader who has just come back sets up one new second factor, so that there is one again.
// The ticket for it was written as the session opened. It is away while an enrolment ends, so that of two at once one is the one.
import "server-only";
import { isWayBack } from "@/lib/identity/factor";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";

import { CognitoException, stepUpRequired } from "./cognito-exception";
import { holdsTicket, openTicket, takeTicket } from "./credential-tickets";
import type { Exchange } from "./exchange";
import { noteOutcome } from "./note-outcome";

/** Whether this session came back by a recovery and may still set up its one factor. */
export async function maySetUpFactor(tx: Transaction, trader: Trader, nowSeconds: number): Promise<boolean> {
  return isWayBack(trader.factors) && (await holdsTicket(tx, trader, "RecoveryEnrolment", nowSeconds));
}

/**
 * Ends an enrolment. In a session that came back it uses up the one that is allowed, or refuses with StepUpRequiredException; what the pool or we
 * refuse gives it back, and what nobody answered does not. Any other session has its own ground, and only `work` is done.
 */
export async function endEnrolment<Value>(trader: Trader, exchange: Exchange, work: () => Promise<Value>): Promise<Value> {
  if (!isWayBack(trader.factors)) return work();
  const { database } = services();
  const { nowSeconds } = exchange;
  const endsAtSeconds = await database.asTrader(trader.sub, (tx) => takeTicket(tx, trader, "RecoveryEnrolment", nowSeconds));
  if (endsAtSeconds === null) {
    noteOutcome(exchange, "credential_change_refused", { sub: trader.sub, reason: "StepUpRequiredException" });
    throw stepUpRequired();
  }
  return work().catch(async (refusal: unknown) => {
    if (refusal instanceof CognitoException)
      await database.asTrader(trader.sub, (tx) => openTicket(tx, trader, "RecoveryEnrolment", nowSeconds, endsAtSeconds - nowSeconds));
    throw refusal;
  });
}
