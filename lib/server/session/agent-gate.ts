// Programs with a trader's key. A key is asked of the database at every call, so that revoking and freezing bite at the next one.
import "server-only";
import { API_KEY_USES } from "@/lib/contracts/api-keys";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { noteRefusedToken } from "@/lib/server/refused-tokens/note-refused-token";
import { services } from "@/lib/server/services";
import type { AgentCaller, BearerCall, BearerGate } from "./bearer-gate";
import { clientOfHeaders } from "./client-of-call";
import { readBearer } from "./read-bearer";
import { readShownKey, type ShownKey } from "./shown-key";

/** Unknown, wrong, revoked and expired keys are refused alike, and counted alike. */
function noKey(headers: BearerCall["headers"]): { readonly ok: false; readonly refusal: Refusal } {
  noteRefusedToken({ gate: "bearer", reason: "unknown_key", network: clientOfHeaders(headers).network });
  return refuse({ code: "unauthenticated" });
}

/** A use is written down this often, so that a busy key does not write at each call beyond its count. */
const NOTED_EVERY_SECONDS = 60;

/**
 * Refusals: those of the bearer's form, `unauthenticated` (unknown, wrong, revoked and expired alike), `account_frozen`, `forbidden` (without the
 * scope) and `rate_limited`. Throws UnavailableError on an outage.
 */
export async function admitAgent(
  { route, headers, nowSeconds }: BearerCall,
  { database }: { readonly database: Database } = services(),
): Promise<Result<AgentCaller, Refusal>> {
  const shown = shownKeyOf(headers);
  if (!shown.ok) return shown;
  const sub = await database.asService((tx) => findOwner(tx, shown.value));
  if (sub === null) return noKey(headers);
  return database.asTrader(sub, async (tx) => {
    const key = await useKey(tx, shown.value, nowSeconds);
    if (key === null) return noKey(headers);
    if ((await findFreeze(tx, sub, nowSeconds)) !== null) {
      return refuse({ code: "account_frozen", detail: "Keys of a frozen account rest until it is unfrozen." });
    }
    if (key.uses > API_KEY_USES.uses) return refuse({ code: "rate_limited", retryAfterSeconds: Math.max(1, key.secondsLeft) });
    if (route.scope === undefined || !key.scopes.includes(route.scope)) {
      return refuse({ code: "forbidden", detail: `This key lacks the scope ${route.scope ?? "of this address"}.` });
    }
    return accept({ kind: "agent", keyId: shown.value.id, sub, scope: key.scopes });
  });
}

function shownKeyOf(headers: BearerCall["headers"]): Result<ShownKey, Refusal> {
  const token = readBearer(headers);
  if (!token.ok) return token;
  const shown = readShownKey(token.value);
  return shown === null ? noKey(headers) : accept(shown);
}

/** One statement, whether the id is unknown or the secret wrong; row security shows only the row of the secret. */
async function findOwner(tx: Transaction, { id, secretHash }: ShownKey): Promise<string | null> {
  await tx.query("SELECT set_config('holdfast.shown_key', $1, true)", [secretHash]);
  const [row] = await tx.query<{ trader: string }>("SELECT trader FROM holdfast.api_keys WHERE id = $1 AND secret_hash = $2", [
    id,
    secretHash,
  ]);
  return row?.trader ?? null;
}

interface UsedKey {
  readonly scopes: readonly string[];
  readonly uses: number;
  readonly secondsLeft: number;
}

// Judges and counts in one statement, so that parallel calls cannot pass the limit together. A refused use never moves the window.
const USE = `
  UPDATE holdfast.api_keys SET
    window_uses = CASE WHEN window_at IS NULL OR to_timestamp($3) >= window_at + $4 * interval '1 second' THEN 1 ELSE least(window_uses, $5::int) + 1 END,
    window_at = CASE WHEN window_at IS NULL OR to_timestamp($3) >= window_at + $4 * interval '1 second' THEN to_timestamp($3) ELSE window_at END,
    last_used_at = CASE WHEN last_used_at IS NULL OR to_timestamp($3) >= last_used_at + $6 * interval '1 second' THEN to_timestamp($3) ELSE last_used_at END
  WHERE id = $1 AND secret_hash = $2 AND revoked_at IS NULL AND expires_at > to_timestamp($3)
  RETURNING scopes, window_uses AS uses, (extract(epoch FROM window_at) + $4 - $3)::int AS "secondsLeft"`;

async function useKey(tx: Transaction, { id, secretHash }: ShownKey, nowSeconds: number): Promise<UsedKey | null> {
  const { uses, windowSeconds } = API_KEY_USES;
  const [row] = await tx.query<UsedKey>(USE, [id, secretHash, nowSeconds, windowSeconds, uses, NOTED_EVERY_SECONDS]);
  return row ?? null;
}

/** The gate of audience `agent`. The first look judges the form alone; only the database knows the rest. */
export const AGENT_GATE: BearerGate = {
  admit: (call) => admitAgent(call),
  look: ({ headers }) => {
    const shown = shownKeyOf(headers);
    return Promise.resolve(shown.ok ? null : shown.refusal);
  },
};
