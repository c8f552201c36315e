// The settlement stage with an exchange beside it, for tests of orders: approved ones as they are stored, and what becomes of them.
import type { OrderTerms } from "@/lib/orders/order-terms";
import type { Proof } from "@/lib/policy/purpose";
import { createRpcExchange } from "@/lib/server/chain/rpc-exchange";
import { pathText } from "@/lib/orders/candidate-paths";
import { minimumReceived } from "@/lib/orders/minimum-received";
import type { Hex } from "@/worker/chain";
import { createRound } from "@/worker/create-round";
import type { Worker } from "@/worker/worker";
import { approveOrder, newOrderTerms } from "./approved-order";
import { openSettlementStage, type SettlementStage } from "./settlement-stage";
import { openTestExchange, type TestExchange } from "./test-exchange";

const ROUNDS_MAX = 60;

/** An order as it is stored, with its swap. */
export interface StoredOrder {
  readonly state: string;
  readonly failure: string | null;
  readonly received: bigint | null;
  readonly usd: bigint | null;
  readonly waitsFor: string | null;
  readonly txHash: Hex | null;
  readonly confirmations: number;
  readonly isFinished: boolean;
}

/** What is ordered: so many base units of one asset for another, at half a per cent unless said otherwise. */
export interface Wish {
  readonly pay: string;
  readonly receive: string;
  readonly amount: bigint;
  readonly slippageBps?: number;
  readonly proof?: Proof;
  readonly terms?: Partial<OrderTerms>;
}

export interface OrderStage extends SettlementStage {
  readonly exchange: TestExchange;
  /** Prices and approves an order of a new trader. */
  order(wish: Wish): Promise<OrderTerms>;
  readOrder(id: string): Promise<StoredOrder>;
  /** Runs rounds, each with a new block, until the orders are finished; `ports` may be a worker that fails. */
  finishOrders(ids: readonly string[], ports?: Worker): Promise<void>;
}

/** Opens a stage of its own for one test file. */
export async function openOrderStage(): Promise<OrderStage> {
  const stage = await openSettlementStage();
  const { ports, chain, app } = stage;
  const exchange = await openTestExchange(chain.client, chain.deployment, ports.database);
  const prices = createRpcExchange(chain.rpcUrl);
  const assetOf = (asset: string) => {
    const found = chain.deployment.assets.find((one) => one.asset === asset);
    if (found === undefined) throw new Error(`The test chain has no ${asset}`);
    const contract = found.contract?.toLowerCase() ?? null;
    return { contract, decimals: found.decimals, token: contract ?? exchange.wrappedCoin };
  };
  const readOrder = async (id: string): Promise<StoredOrder> => {
    const [row] = await ports.database.asService((tx) =>
      tx.query<Omit<StoredOrder, "received" | "usd"> & { received: string | null; usd: string | null }>(
        `SELECT o.state, o.failure, o.received_amount::text AS received, o.usd_value::text AS usd, s.waits_for AS "waitsFor", s.tx_hash AS "txHash",
                s.confirmations, s.finished_at IS NOT NULL AS "isFinished"
           FROM holdfast.orders o JOIN holdfast.settlements s ON s.order_id = o.id AND s.step = 'main' WHERE o.id = $1`,
        [id],
      ),
    );
    if (row === undefined) throw new Error(`There is no order ${id}`);
    return { ...row, received: row.received === null ? null : BigInt(row.received), usd: row.usd === null ? null : BigInt(row.usd) };
  };
  return {
    ...stage,
    ...{ exchange, readOrder },
    order: async ({ pay, receive, amount, slippageBps = 50, proof = "passkey", terms: changes = {} }) => {
      const [paid, received] = [assetOf(pay), assetOf(receive)];
      const paths = [
        [paid.token, received.token],
        [paid.token, exchange.wrappedCoin, received.token],
      ].filter((path) => new Set(path).size === path.length);
      const quote = await prices.quote({ chainId: 31_337n, router: exchange.router, paths, amountIn: amount });
      if (quote === null) throw new Error("The test's exchange has no market for that.");
      const terms = newOrderTerms(
        {
          ...{ network: "ethereum-local", chainId: 31_337, router: exchange.router, path: pathText(quote.path) },
          ...{ payAsset: pay, payContract: paid.contract, payDecimals: paid.decimals, payAmount: amount.toString() },
          ...{ receiveAsset: receive, receiveContract: received.contract, receiveDecimals: received.decimals, slippageBps },
          ...{ receiveAmountMin: minimumReceived(quote.amountOut, slippageBps).toString(), quotedAmount: quote.amountOut.toString() },
          ...changes,
        },
        ports.clock.nowSeconds(),
      );
      await approveOrder({ app, worker: ports.database, origin: ports.approvedAt.origin }, terms, proof);
      return terms;
    },
    finishOrders: async (ids, worker = ports) => {
      const round = createRound(worker);
      for (let count = 0; count < ROUNDS_MAX; count += 1) {
        await round();
        if ((await Promise.all(ids.map(readOrder))).every(({ isFinished }) => isFinished)) return;
        await chain.client.mine({ blocks: 1 });
      }
      throw new Error(`Not finished: ${stage.logged.slice(-5).join(", ")}`);
    },
  };
}
