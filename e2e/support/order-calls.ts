// Ordering over raw HTTP: the product's own calls, no browser.
import { randomUUID } from "node:crypto";
import type { AppClient } from "./app-client";
import type { RawAnswer } from "./raw-answer";
import { NETWORK } from "./withdrawal-calls";

/** An order as a client sends it; what is not said is half a per cent. */
export interface WishedOrder {
  readonly payAsset: string;
  readonly receiveAsset: string;
  readonly payAmount: string;
  readonly slippageBps?: number;
}

/** Asks for the terms of an order. */
export const prepareOrder = (client: AppClient, order: WishedOrder, key: string = randomUUID()): Promise<RawAnswer> =>
  client.call("POST", "/api/orders", { json: { network: NETWORK, slippageBps: 50, ...order }, headers: [["Idempotency-Key", key]] });
