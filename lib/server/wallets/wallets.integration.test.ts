import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FOLLOW_REQUEST, FOLLOWS_MAX } from "@/lib/contracts/follows";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { seedMarketRows } from "@/lib/testing/market-rows";
import { codeOf } from "@/lib/testing/refusal-code";
import { followWallet } from "./follow-wallet";
import { listFollows } from "./list-follows";
import { listWalletTrades } from "./list-wallet-trades";
import { readWallet } from "./read-wallet";
import { unfollowWallet } from "./unfollow-wallet";

const NOW_SECONDS = 1_800_000_000;
const WALLET = `0x${"Ab".repeat(20)}`;
const words = { label: "Whale", note: "" };

let file: TestDatabase;
let app: Database;
let busiest = "";
const parts = () => ({ database: app, clock: { nowSeconds: () => NOW_SECONDS } });
beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 4 });
  await seedMarketRows(app, { wallets: 12, swaps: 2_000, endsAtSeconds: NOW_SECONDS - 60 });
  const [row] = await app.asService((tx) =>
    tx.query<{ wallet: string }>("SELECT wallet FROM holdfast.swaps GROUP BY wallet ORDER BY count(*) DESC, wallet LIMIT 1"),
  );
  busiest = row?.wallet ?? "";
});
afterAll(async () => {
  await app.close();
  await file.drop();
});

const follows = async (sub: string) => (await listFollows({ sub }, parts())).follows;

describe("following a wallet", () => {
  it("keeps it in lower case with the trader's words, and following again changes the words only", async () => {
    const first = await followWallet({ sub: "ana" }, WALLET, words, parts());
    expect(first).toEqual({ wallet: WALLET.toLowerCase(), label: "Whale", note: "", followedAt: "2027-01-15T08:00:00.000Z" });
    const later = { ...parts(), clock: { nowSeconds: () => NOW_SECONDS + 60 } };
    await followWallet({ sub: "ana" }, WALLET.toLowerCase(), { label: "", note: "watch" }, later);
    expect(await follows("ana")).toEqual([{ ...first, label: "", note: "watch" }]);
  });

  it("is a trader's own: nobody else sees, changes or ends it", async () => {
    await followWallet({ sub: "dan" }, WALLET, words, parts());
    expect(await follows("eve")).toEqual([]);
    expect(await codeOf(unfollowWallet({ sub: "eve" }, WALLET, parts()))).toBe("not_found");
    const seen = await app.asTrader("eve", (tx) => tx.query("SELECT * FROM holdfast.follows WHERE trader = 'dan'"));
    expect(seen).toEqual([]);
    await expect(
      app.asTrader("eve", (tx) => tx.query("INSERT INTO holdfast.follows VALUES ('dan', $1, '', '', now())", [`0x${"1".repeat(40)}`])),
    ).rejects.toThrow(/row-level security/);
    expect(await app.asService((tx) => tx.query("SELECT * FROM holdfast.follows"))).toEqual([]);
    expect(await codeOf(unfollowWallet({ sub: "dan" }, WALLET, parts()))).toBe("done");
    expect(await follows("dan")).toEqual([]);
  });

  it("ends at the most there may be, even when the last ones come at once", async () => {
    const sub = "fay";
    await app.asTrader(sub, (tx) =>
      tx.query(
        `INSERT INTO holdfast.follows SELECT $1, '0x' || lpad(to_hex(i), 40, '0'), '', '', to_timestamp(0) FROM generate_series(1, $2::int) i`,
        [sub, FOLLOWS_MAX - 1],
      ),
    );
    const codes = await Promise.all(["a", "b", "c"].map((digit) => codeOf(followWallet({ sub }, `0x${digit.repeat(40)}`, words, parts()))));
    expect(codes.sort()).toEqual(["done", "limit_exceeded", "limit_exceeded"]);
    expect(await codeOf(followWallet({ sub }, `0x${"0".repeat(39)}1`, words, parts()))).toBe("done");
  });

  it.each(["", "0x", WALLET.slice(1), `${WALLET}0`, WALLET.replace("Ab", "Xy"), `${WALLET}\n`])(
    "refuses what is no address: %j",
    async (text) => {
      expect(await codeOf(followWallet({ sub: "ana" }, text, words, parts()))).toBe("invalid_request");
      expect(await codeOf(unfollowWallet({ sub: "ana" }, text, parts()))).toBe("invalid_request");
    },
  );

  it("takes words of any language, and refuses too long ones and control characters", () => {
    const takes = (label: string, note = "") => FOLLOW_REQUEST.safeParse({ label, note }).success;
    expect([takes("Größter Wal 🐋"), takes(""), takes("a".repeat(60)), takes("", "two\nlines")]).toEqual([true, true, true, true]);
    expect([takes("a".repeat(61)), takes("a\u0000b"), takes("", "a".repeat(501)), takes("", "a\u0007")]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("a wallet's page", () => {
  it("shows its figures, its profit up to today and what it still holds at the last price", async () => {
    const wallet = await readWallet({ sub: "ana" }, busiest, parts());
    expect(wallet.stats[0]?.network).toBe("all");
    expect(wallet.networks.every(({ isSimulated }) => isSimulated)).toBe(true);
    const [sums] = await app.asService((tx) =>
      tx.query<{ profit: string }>("SELECT sum(proceeds_usd - cost_usd) AS profit FROM holdfast.wallet_closes WHERE wallet = $1", [
        busiest,
      ]),
    );
    const last = wallet.profit.at(-1);
    expect(last?.atSeconds).toBe(NOW_SECONDS - (NOW_SECONDS % 86_400));
    expect(Math.round(Number(last?.value) * 1e8)).toBe(Number(sums?.profit));
    expect(wallet.positions.length).toBeGreaterThan(0);
    for (const { valueUsd, costUsd, unrealisedUsd } of wallet.positions)
      expect(Number(unrealisedUsd)).toBeCloseTo(Number(valueUsd) - Number(costUsd), 6);
  });

  it("is empty for a wallet that the index never saw, and refuses what is no address", async () => {
    expect(await readWallet({ sub: "ana" }, `0x${"9".repeat(40)}`, parts())).toMatchObject({
      stats: [],
      profit: [],
      positions: [],
      follow: null,
    });
    expect(await codeOf(readWallet({ sub: "ana" }, "vitalik.eth", parts()))).toBe("invalid_request");
  });

  it("lists each trade once, newest first, while new ones come in", async () => {
    const seen: bigint[] = [];
    let cursor: string | null = null;
    do {
      const page = await listWalletTrades(busiest, cursor, parts());
      seen.push(...page.rows.map(({ seq }) => BigInt(seq)));
      if (cursor === null) await addTrade(busiest);
      cursor = page.nextCursor;
    } while (cursor !== null);
    const [counted] = await app.asService((tx) =>
      tx.query<{ count: bigint }>("SELECT count(*) FROM holdfast.swaps WHERE wallet = $1", [busiest]),
    );
    expect(seen.length).toBe(new Set(seen).size);
    expect(BigInt(seen.length)).toBe((counted?.count ?? 0n) - 1n);
    expect(seen).toEqual([...seen].sort((left, right) => (left < right ? 1 : -1)));
  });

  it("refuses a cursor that is none", async () => {
    for (const cursor of ["-1", "0", "1e5", "1".repeat(19), "%00"])
      expect(await codeOf(listWalletTrades(busiest, cursor, parts()))).toBe("invalid_request");
    expect(await codeOf(listWalletTrades(busiest, "1", parts()))).toBe("done");
  });
});

const addTrade = (wallet: string) =>
  app.asService((tx) =>
    tx.query(
      `INSERT INTO holdfast.swaps SELECT network, block_number + 1000000, log_index, nextval('holdfast.feed_seq'), pair_id, tx_hash, at, wallet, is_buy,
              base_amount, quote_amount, price_e18, usd_value, reserve0, reserve1
         FROM holdfast.swaps WHERE wallet = $1 ORDER BY seq DESC LIMIT 1`,
      [wallet],
    ),
  );
