// Keys of programs on real PostgreSQL: what they open, what ends them, and that they open nothing else.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_KEY_USES } from "@/lib/contracts/api-keys";
import { findRow } from "@/lib/contracts/find-route";
import type { Route } from "@/lib/contracts/route-manifest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { admitAgent } from "./agent-gate";
import { retireApiKeys } from "./retire-api-keys";
import { hashApiSecret, readShownKey, writeShownKey } from "./shown-key";

const NOW = 1_800_000_000;
const DAY = 86_400;
let db: TestDatabase;
let database: Database;
let owner: Database;
beforeAll(async () => {
  db = await createTestDatabase();
  database = createDatabase({ url: db.appUrl, poolSize: 6 });
  owner = createDatabase({ url: db.ownerUrl, poolSize: 1 });
});
afterAll(async () => {
  await database.close();
  await owner.close();
  await db.drop();
});

const row = (path: string): Route => {
  const found = findRow(path);
  if (found === null) throw new Error(path);
  return found;
};
const PORTFOLIO = row("/api/v1/portfolio");

interface Key {
  readonly sub: string;
  readonly id: string;
  readonly text: string;
}

/** A made key. Its grant is left out, which only a test that lifts the table's rule may do. */
async function key(scopes: readonly string[] = ["portfolio:read"], sub: string = randomUUID()): Promise<Key> {
  const [id, secret] = [randomUUID(), randomUUID().replaceAll("-", "").padEnd(43, "x")];
  await owner.asTrader(sub, async (tx) => {
    await tx.query("ALTER TABLE holdfast.api_keys DROP CONSTRAINT IF EXISTS api_keys_are_made_whole");
    await tx.query("ALTER TABLE holdfast.api_keys NO FORCE ROW LEVEL SECURITY");
    await tx.query(
      `INSERT INTO holdfast.api_keys (id, trader, name, scopes, created_at, draft_ends_at, expires_at, terms_hash, made_at, secret_hash)
       VALUES ($1, $2, 'Bot', $3, to_timestamp($4), to_timestamp($4), to_timestamp($5), $6, to_timestamp($4), $6)`,
      [id, sub, scopes, NOW, NOW + DAY, hashApiSecret(secret)],
    );
    await tx.query("ALTER TABLE holdfast.api_keys FORCE ROW LEVEL SECURITY");
  });
  return { sub, id, text: writeShownKey(id, secret) };
}

const ask = async (text: string, nowSeconds = NOW + 1, route = PORTFOLIO, more: Record<string, string> = {}) => {
  const admitted = await admitAgent(
    { route, headers: new Headers({ authorization: `Bearer ${text}`, ...more }), nowSeconds },
    { database },
  );
  return admitted.ok ? admitted.value : admitted.refusal.code;
};

describe("a key", () => {
  it("opens what its scopes say, for its trader, and nothing else", async () => {
    const mine = await key(["portfolio:read", "markets:read"]);
    expect(await ask(mine.text)).toEqual({ kind: "agent", keyId: mine.id, sub: mine.sub, scope: ["portfolio:read", "markets:read"] });
    expect(await ask(mine.text, NOW + 1, row("/api/v1/trades"))).toMatchObject({ sub: mine.sub });
    expect(await ask(mine.text, NOW + 1, row("/api/v1/activity"))).toBe("forbidden");
    expect(await ask(mine.text, NOW + 1, { ...PORTFOLIO, scope: "withdrawals:write" })).toBe("forbidden");
  });

  it("is refused alike when it is unknown, wrong, or another's", async () => {
    const [mine, other] = [await key(), await key()];
    const secretOf = (text: string) => text.slice(-43);
    const wrong = [
      writeShownKey(randomUUID(), "z".repeat(43)),
      writeShownKey(mine.id, "z".repeat(43)),
      writeShownKey(mine.id, secretOf(other.text)),
      mine.text.slice(0, -1),
      mine.text.toUpperCase(),
      `hf_${mine.id}_${secretOf(mine.text)}`,
      "",
      secretOf(mine.text),
    ];
    for (const text of wrong) expect([text, await ask(text)]).toEqual([text, "unauthenticated"]);
    expect(await ask(mine.text)).toMatchObject({ keyId: mine.id });
  });

  it("is never taken beside a cookie of ours or from a browser", async () => {
    const mine = await key();
    expect(await ask(mine.text, NOW + 1, PORTFOLIO, { cookie: "__Host-hf_at=x" })).toBe("forbidden");
    expect(await ask(mine.text, NOW + 1, PORTFOLIO, { origin: "http://localhost:3000" })).toBe("wrong_origin");
  });

  it("ends at its second", async () => {
    const mine = await key();
    expect(await ask(mine.text, NOW + DAY - 1)).toMatchObject({ keyId: mine.id });
    expect(await ask(mine.text, NOW + DAY)).toBe("unauthenticated");
  });

  it("is dead from its revocation on, and with its account", async () => {
    const [mine, second] = [await key(), await key()];
    await database.asTrader(mine.sub, (tx) => tx.query("UPDATE holdfast.api_keys SET revoked_at = to_timestamp($1)", [NOW]));
    expect(await ask(mine.text)).toBe("unauthenticated");
    await database.asTrader(second.sub, (tx) => retireApiKeys(tx, NOW));
    expect(await ask(second.text)).toBe("unauthenticated");
  });

  it("rests while its account is frozen", async () => {
    const mine = await key();
    const freeze = (step: string) =>
      database.asTrader(mine.sub, (tx) =>
        tx.query("INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, $2, to_timestamp($3))", [mine.sub, step, NOW]),
      );
    await freeze("frozen");
    expect(await ask(mine.text)).toBe("account_frozen");
  });

  it("may be used so often in a window, however many ask at once, and again after it", async () => {
    const mine = await key();
    const all = await Promise.all(Array.from({ length: API_KEY_USES.uses + 5 }, () => ask(mine.text)));
    expect(all.filter((one) => typeof one !== "string")).toHaveLength(API_KEY_USES.uses);
    expect(await ask(mine.text, NOW + API_KEY_USES.windowSeconds)).toBe("rate_limited");
    expect(await ask(mine.text, NOW + 1 + API_KEY_USES.windowSeconds)).toMatchObject({ keyId: mine.id });
    const other = await key();
    expect(await ask(other.text)).toMatchObject({ keyId: other.id });
    const { retryAfterSeconds } = await limited(await key());
    expect(retryAfterSeconds).toBe(API_KEY_USES.windowSeconds);
  });
  const limited = async ({ text }: Key) => {
    const call = { route: PORTFOLIO, headers: new Headers({ authorization: `Bearer ${text}` }), nowSeconds: NOW };
    for (let at = 0; at < API_KEY_USES.uses; at += 1) await admitAgent(call, { database });
    const admitted = await admitAgent(call, { database });
    if (admitted.ok) throw new Error("not limited");
    return admitted.refusal;
  };

  it("is seen in the table by its trader alone, and by whoever shows its secret that one row", async () => {
    const [mine, other] = [await key(), await key()];
    const all = (tx: Transaction) => tx.query<{ id: string }>("SELECT id FROM holdfast.api_keys");
    expect(await database.asTrader(mine.sub, all)).toEqual([{ id: mine.id }]);
    expect(await database.asService(all)).toEqual([]);
    const shown = readShownKey(other.text);
    const seen = await database.asService(async (tx) => {
      await tx.query("SELECT set_config('holdfast.shown_key', $1, true)", [shown?.secretHash]);
      return all(tx);
    });
    expect(seen).toEqual([{ id: other.id }]);
  });
});
