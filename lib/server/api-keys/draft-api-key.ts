// A key is written down before anybody approves it, so that what is shown, signed and made is one and the same row. There is no secret yet.
import "server-only";
import { randomUUID } from "node:crypto";
import { termsHash } from "@/lib/approval/terms-hash";
import { API_SCOPES } from "@/lib/contracts/api-key-scopes";
import { API_KEY_DRAFT_SECONDS, API_KEYS_MAX, type ApiKeyDto, type ApiKeyRequest, type ApiKeyTerms } from "@/lib/contracts/api-keys";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { timeText } from "@/lib/server/postgres/time-text";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { KeyParts } from "./key-parts";
import { findKey, findKeys, keyDto } from "./key-row";

const DAY_SECONDS = 86_400;
const FULL = `You have ${API_KEYS_MAX} keys, and that is the most. Revoke one first.`;

/** Stores a key that still needs its approval. Throws RefusalError `limit_exceeded` when there are too many. */
export async function draftApiKey(
  trader: Pick<Trader, "sub">,
  { name, scopes, days }: ApiKeyRequest,
  parts: KeyParts = services(),
): Promise<ApiKeyDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "api_keys", trader.sub);
    if ((await findKeys(tx, nowSeconds)).length >= API_KEYS_MAX) throw new RefusalError({ code: "limit_exceeded", detail: FULL });
    const id = randomUUID();
    const times = { createdAt: timeText(nowSeconds), expiresAt: timeText(nowSeconds + API_KEY_DRAFT_SECONDS) };
    const wanted = API_SCOPES.filter((scope) => scopes.includes(scope));
    const terms: ApiKeyTerms = {
      ...{ version: 1, act: "api_key", keyId: id, trader: trader.sub, name, scopes: wanted.join(",") },
      ...{ validUntil: timeText(nowSeconds + days * DAY_SECONDS), ...times },
    };
    await tx.query(
      `INSERT INTO holdfast.api_keys (id, trader, name, scopes, created_at, draft_ends_at, expires_at, terms_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, trader.sub, name, wanted, terms.createdAt, terms.expiresAt, terms.validUntil, termsHash(terms)],
    );
    const row = await findKey(tx, id, "read");
    invariant(row !== null, "a key that was stored is found");
    return keyDto(row, nowSeconds);
  });
}
