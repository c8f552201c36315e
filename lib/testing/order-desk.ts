// A desk for orders in tests: traders with money, and an exchange that is a value. The real one has tests of its own beside the worker.
import { randomUUID } from "node:crypto";
import type { OrderDto, OrderRequest } from "@/lib/contracts/orders";
import type { Proof } from "@/lib/policy/purpose";
import { prepareOrder } from "@/lib/server/orders/prepare-order";
import type { Exchange, Quote } from "@/lib/use-cases/ports/exchange";
import { openWithdrawalStand, type Person, type WithdrawalStand } from "./withdrawal-stand";

/** One USDC in base units. */
export const USDC = 1_000_000n;
export const ROUTER = `0x${"aa".repeat(20)}`;
export const WRAPPED = `0x${"bb".repeat(20)}`;
export const TOKEN = `0x${"33".repeat(20)}`;
/** What is asked for unless a test says otherwise. */
export const ORDER: OrderRequest = { network: "testnet", payAsset: "USDC", receiveAsset: "ETH", payAmount: "100", slippageBps: 50 };
/** What the exchange offers until a test changes it. Without pools nothing is known of the impact, which the tests that are about it say themselves. */
export const OFFER: Quote = { path: [TOKEN, WRAPPED], amountOut: 30_000n, hops: [] };

export interface OrderDesk {
  readonly stand: WithdrawalStand;
  /** What the exchange offers now; null is no market. */
  offer: Quote | null;
  /** Everything that the exchange was asked. */
  readonly asked: unknown[];
  /** The parts of two processes on one database. */
  here(): WithdrawalStand["here"] & { readonly exchange: Exchange };
  there(): WithdrawalStand["there"] & { readonly exchange: Exchange };
  prepare(person: Person, changes?: Partial<OrderRequest>, key?: string | null): Promise<OrderDto>;
  /** A grant of the order's own terms, proven. */
  grantFor(person: Person, order: OrderDto, proof?: Proof, asker?: Person["trader"]): Promise<string>;
  /** Somebody with 10,000 USDC. */
  rich(): Promise<Person>;
}

/** Opens a stand with a market. Close `stand` afterwards. */
export async function openOrderDesk(): Promise<OrderDesk> {
  const stand = await openWithdrawalStand();
  await stand.worker.asService((tx) =>
    tx.query("UPDATE holdfast.networks SET router = $1, wrapped_coin = $2 WHERE id = 'testnet'", [ROUTER, WRAPPED]),
  );
  const asked: unknown[] = [];
  const exchange: Exchange = {
    quote: (question) => {
      asked.push(question);
      return Promise.resolve(desk.offer);
    },
  };
  const desk: OrderDesk = {
    ...{ stand, asked, offer: OFFER },
    here: () => ({ ...stand.here, exchange }),
    there: () => ({ ...stand.there, exchange }),
    prepare: (person, changes = {}, key = randomUUID()) => prepareOrder(person.trader, key, { ...ORDER, ...changes }, desk.here()),
    grantFor: (person, { id, terms }, proof = "passkey", asker = person.trader) =>
      stand.grant(person, { purpose: "order", subjectId: id, terms }, proof, asker),
    rich: () => stand.person({ usdc: 10_000n * USDC }),
  };
  return desk;
}
