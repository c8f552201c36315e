// The words in the trader's mail: shown, and changed by them alone.
import "server-only";
import { ensurePhrase, replacePhrase } from "@/lib/server/notices/phrase";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { SessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";

type Parts = Pick<SessionParts, "database" | "clock">;

/** The trader's words; drawn at the first asking. */
export const readOwnPhrase = (trader: Pick<Trader, "sub">, { database, clock }: Parts): Promise<string> =>
  database.asTrader(trader.sub, (tx) => ensurePhrase(tx, trader.sub, clock.nowSeconds()));

/** Keeps other words, which were judged to be plain text, and tells the trader of it in a mail that shows them. */
export async function changeOwnPhrase(
  { sub, sessionId }: Pick<Trader, "sub" | "sessionId">,
  phrase: string,
  { database, clock }: Parts,
): Promise<void> {
  const nowSeconds = clock.nowSeconds();
  await database.asTrader(sub, async (tx) => {
    await replacePhrase(tx, sub, phrase, nowSeconds);
    await recordSecurityEvent(tx, { kind: "phrase_changed", sub, sessionId }, nowSeconds);
  });
}
