// Revoking a key needs no proof: it can only take something away from a program.
import "server-only";
import { isUuid } from "@/lib/ground/is-uuid";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { Trader } from "@/lib/server/session/trader";
import type { KeyParts } from "./key-parts";

/** Ends the trader's key at its next call, for good. Throws RefusalError `not_found` for an unknown, another trader's and a revoked one. */
export async function revokeApiKey(trader: Pick<Trader, "sub" | "sessionId">, id: string, parts: KeyParts = services()): Promise<void> {
  const nowSeconds = parts.clock.nowSeconds();
  if (!isUuid(id)) throw new RefusalError({ code: "not_found" });
  await parts.database.asTrader(trader.sub, async (tx) => {
    const [row] = await tx.query<{ name: string; is_made: boolean }>(
      `UPDATE holdfast.api_keys SET revoked_at = to_timestamp($2) WHERE id = $1 AND revoked_at IS NULL RETURNING name, made_at IS NOT NULL AS is_made`,
      [id, nowSeconds],
    );
    if (row === undefined) throw new RefusalError({ code: "not_found" });
    if (!row.is_made) return;
    const { sub, sessionId } = trader;
    await recordSecurityEvent(tx, { kind: "api_key_revoked", sub, sessionId, detail: { name: row.name } }, nowSeconds);
  });
}
