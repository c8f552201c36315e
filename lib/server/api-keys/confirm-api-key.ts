// An approved key comes to be: its secret is made here, told once, and only its hash stays. Using the grant and making it stand or fall together.
import "server-only";
import { randomBytes } from "node:crypto";
import { termsHash } from "@/lib/approval/terms-hash";
import type { MadeApiKeyDto } from "@/lib/contracts/api-keys";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { hashApiSecret, writeShownKey } from "@/lib/server/session/shown-key";
import type { Trader } from "@/lib/server/session/trader";
import { consumeGrant } from "@/lib/server/step-up/consume-grant";
import { findMakingRefusal } from "./describe-api-key";
import type { KeyParts } from "./key-parts";
import { findKey, keyDto } from "./key-row";

const SECRET_BYTES = 32;

/**
 * Uses the grant and makes the key. Throws RefusalError, and then nothing has changed: `not_found` (the draft), what consumeGrant refuses, what
 * findMakingRefusal refuses. The secret cannot be read again by anybody.
 */
export async function confirmApiKey(
  trader: Pick<Trader, "sub" | "sessionId">,
  id: string,
  grantId: string | undefined,
  parts: KeyParts = services(),
): Promise<MadeApiKeyDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    const row = await findKey(tx, id, "lock");
    if (row === null) throw new RefusalError({ code: "not_found" });
    const act = { purpose: "api_key", subjectId: row.id, termsHash: termsHash(row.terms) } as const;
    // A key that was made already needs no new proof to be told so.
    const refusal = findMakingRefusal(row, nowSeconds);
    if (refusal && grantId === undefined) throw new RefusalError(refusal);
    const consumed = await consumeGrant(tx, trader, grantId, act, nowSeconds);
    if (!consumed.ok) throw new RefusalError(consumed.refusal);
    if (refusal) throw new RefusalError(refusal);
    const secret = randomBytes(SECRET_BYTES).toString("base64url");
    await tx.query("UPDATE holdfast.api_keys SET grant_id = $2, made_at = to_timestamp($3), secret_hash = $4 WHERE id = $1", [
      ...[row.id, consumed.value.grantId, nowSeconds, hashApiSecret(secret)],
    ]);
    const { sub, sessionId } = trader;
    await recordSecurityEvent(tx, { kind: "api_key_made", sub, sessionId, detail: { name: row.terms.name } }, nowSeconds);
    const made = await findKey(tx, row.id, "read");
    invariant(made !== null, "a key that was made is found");
    return { key: keyDto(made, nowSeconds), secret: writeShownKey(row.id, secret) };
  });
}
