// The trader is told of every step of the desk that concerns them, in the transaction of the step: what, who and why. The trail is mailed by its own rules.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { RequestRow } from "./request-row";

/** Writes one step into the trader's trail. `second` is the handle of whoever decided. */
export async function tellTrader(
  tx: Transaction,
  kind: "desk_requested" | "desk_acted" | "desk_declined",
  { id, act, trader, reason, requesterHandle: by }: RequestRow,
  second: string | null,
  nowSeconds: number,
): Promise<void> {
  const detail = { request: id, act, by, reason, ...(second === null ? {} : { second }) };
  await recordSecurityEvent(tx, { kind, sub: trader, sessionId: null, detail }, nowSeconds);
}
