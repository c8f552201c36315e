// A small market in a database of its own, and people with rules, for tests of signals. Swaps are written as ingest writes them: in the order of the feed.
import { randomBytes, randomUUID } from "node:crypto";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { rememberAddress } from "@/lib/server/session/known-addresses";
import type { RuleText } from "@/lib/signals/rule";
import { createTestDatabase } from "./create-test-database";

export const SIGNAL_START_SECONDS = 1_800_000_000;
export const LINK_CONTRACT = "0x5555555555555555555555555555555555555555";
const USDC_CONTRACT = "0x3333333333333333333333333333333333333333";
const ODD_CONTRACT = "0x7777777777777777777777777777777777777777";
const HEX = 16;

/** A swap in round figures; what is left out is usual. */
export interface SwapSketch {
  readonly atSeconds?: number;
  readonly wallet?: string;
  readonly isBuy?: boolean;
  readonly usd?: number;
  readonly price?: number;
  readonly pairId?: number;
  readonly txHash?: string;
  readonly block?: number;
}

/** Somebody with a proven mail address. */
export interface Follower {
  readonly sub: string;
  readonly email: string;
}

export interface SignalStand {
  readonly app: Database;
  readonly worker: Database;
  readonly time: { nowSeconds: number };
  readonly clock: { nowSeconds(): number };
  /** LINK/USDC, which both are assets; ODD/USDC, whose base is none. */
  readonly pairs: { readonly link: number; readonly odd: number };
  person(): Promise<Follower>;
  follow(person: Follower, wallet: string, label?: string): Promise<void>;
  /** A rule that is on from the newest swap on. */
  rule(
    person: Follower,
    rule: RuleText,
    given?: { readonly byMail?: boolean; readonly byWebhook?: boolean; readonly spend?: string },
  ): Promise<string>;
  /** Writes swaps and answers their places in the feed. */
  feed(...sketches: readonly SwapSketch[]): Promise<readonly bigint[]>;
  /** Takes swaps back as a reorganised chain does. */
  retract(...seqs: readonly bigint[]): Promise<void>;
  close(): Promise<void>;
}

/** An address that nobody has. */
export const newWallet = (): string => `0x${randomBytes(20).toString("hex")}`;

/** Opens a stand. */
export async function openSignalStand(): Promise<SignalStand> {
  const file = await createTestDatabase();
  const app = createDatabase({ url: file.appUrl, poolSize: 6 });
  const worker = createDatabase({ url: file.workerUrl, poolSize: 12 });
  const time = { nowSeconds: SIGNAL_START_SECONDS };
  const pairs = await seedMarket(app, worker);
  let logs = 0;
  return {
    ...{ app, worker, time, pairs, clock: { nowSeconds: () => time.nowSeconds } },
    person: async () => {
      const sub = randomUUID();
      const email = `${sub.slice(0, 8)}@holdfast.test`;
      await app.asTrader(sub, (tx) => rememberAddress(tx, { sub, email, username: sub }, time.nowSeconds));
      return { sub, email };
    },
    follow: (person, wallet, label = "") =>
      app.asTrader(person.sub, async (tx) => {
        await tx.query(`INSERT INTO holdfast.follows (trader, wallet, label, note, created_at) VALUES ($1, $2, $3, '', to_timestamp($4))`, [
          person.sub,
          wallet,
          label,
          time.nowSeconds,
        ]);
      }),
    rule: (person, rule, { byMail = false, byWebhook = false, spend } = {}) =>
      app.asTrader(person.sub, async (tx) => {
        const id = randomUUID();
        await tx.query(
          `INSERT INTO holdfast.signal_rules (id, trader, name, rule, spend, by_mail, by_webhook, is_on, from_seq, created_at)
           VALUES ($1, $2, 'My rule', $3, $4, $5, $6, true, (SELECT coalesce(max(seq), 0) FROM holdfast.swaps), to_timestamp($7))`,
          [id, person.sub, JSON.stringify(rule), spend ?? null, byMail, byWebhook, time.nowSeconds],
        );
        return id;
      }),
    feed: (...sketches) =>
      app.asService(async (tx) => {
        const seqs: bigint[] = [];
        for (const sketch of sketches) {
          logs += 1;
          const { atSeconds = time.nowSeconds, wallet = newWallet(), isBuy = true, usd = 100, price = 15, pairId = pairs.link } = sketch;
          const [row] = await tx.query<{ seq: bigint }>(
            `INSERT INTO holdfast.swaps (network, block_number, log_index, seq, pair_id, tx_hash, at, wallet, is_buy, base_amount, quote_amount,
                                         price_e18, usd_value, reserve0, reserve1)
             VALUES ('testnet', $1, $2, nextval('holdfast.feed_seq'), $3, $4, to_timestamp($5), $6, $7, 1, 1, $8, $9, 1, 1) RETURNING seq`,
            [
              ...[
                sketch.block ?? logs,
                logs,
                pairId,
                sketch.txHash ?? `0x${logs.toString(HEX).padStart(64, "0")}`,
                atSeconds,
                wallet,
                isBuy,
              ],
              ...[(BigInt(price) * 10n ** 18n).toString(), (BigInt(usd) * 10n ** 8n).toString()],
            ],
          );
          if (row) seqs.push(row.seq);
        }
        return seqs;
      }),
    retract: (...seqs) =>
      app.asService(async (tx) => {
        for (const seq of seqs) {
          await tx.query(
            `INSERT INTO holdfast.swap_retractions (seq, swap_seq, network, pair_id, wallet, retracted_at)
             SELECT nextval('holdfast.feed_seq'), seq, network, pair_id, wallet, to_timestamp($2) FROM holdfast.swaps WHERE seq = $1`,
            [seq, time.nowSeconds],
          );
          await tx.query("DELETE FROM holdfast.swaps WHERE seq = $1", [seq]);
        }
      }),
    close: async () => {
      await Promise.all([app.close(), worker.close()]);
      await file.drop();
    },
  };
}

async function seedMarket(app: Database, worker: Database): Promise<SignalStand["pairs"]> {
  await worker.asService(async (tx) => {
    await tx.query("INSERT INTO holdfast.networks (id, chain_id, label) VALUES ('testnet', 31337, 'Test network')");
    await tx.query(
      `INSERT INTO holdfast.assets (asset, network, name, decimals, contract) VALUES
         ('USDC', 'testnet', 'USD Coin', 6, $1), ('LINK', 'testnet', 'Chainlink', 18, $2)`,
      [USDC_CONTRACT, LINK_CONTRACT],
    );
  });
  return app.asService(async (tx) => {
    await tx.query(
      `INSERT INTO holdfast.market_tokens (network, address, symbol, name, decimals, is_usd_anchor) VALUES
         ('testnet', $1, 'USDC', 'USD Coin', 6, true), ('testnet', $2, 'LINK', 'Chainlink', 18, false), ('testnet', $3, 'ODD', 'Odd', 18, false)`,
      [USDC_CONTRACT, LINK_CONTRACT, ODD_CONTRACT],
    );
    const pair = async (address: string, base: string): Promise<number> => {
      const [row] = await tx.query<{ id: number }>(
        `INSERT INTO holdfast.market_pairs (network, address, token0, token1, is_token0_base) VALUES ('testnet', $1, $2, $3, false) RETURNING id`,
        [address, USDC_CONTRACT, base],
      );
      return row?.id ?? 0;
    };
    return { link: await pair(newWallet(), LINK_CONTRACT), odd: await pair(newWallet(), ODD_CONTRACT) };
  });
}
