// Sends transactions of the chain's own unlocked accounts so that all of them land in one block, in their order, at a given time.
import { numberToHex, type Address, type Hex } from "viem";
import { rpcBatch } from "./rpc-batch";

export interface MarketTransaction {
  readonly from: Address;
  readonly to: Address;
  readonly data: Hex;
  readonly value?: bigint;
}

/** Enough for a swap over three tokens, and little enough for seventy of them in one block. */
const GAS = numberToHex(400_000);
/** A node orders by price: each transaction offers one unit less than the one before. */
const GAS_PRICE = 2_000_000_000;

/** One account's next number, kept here because the node only counts what is mined. */
export type Nonces = Map<Address, number>;

/** Sends `transactions` into the node's queue and mines them as one block at `atSeconds`; answers their hashes. The node must not mine by itself. */
export async function sendBlock(
  rpcUrl: string,
  nonces: Nonces,
  transactions: readonly MarketTransaction[],
  atSeconds: number,
): Promise<Hex[]> {
  const strangers = [...new Set(transactions.map(({ from }) => from))].filter((from) => !nonces.has(from));
  const counts = await rpcBatch(
    rpcUrl,
    strangers.map((from) => ({ method: "eth_getTransactionCount", params: [from, "latest"] })),
  );
  for (const [index, from] of strangers.entries()) nonces.set(from, Number(counts[index]));
  const sends = transactions.map(({ from, to, data, value }, index) => {
    const nonce = nonces.get(from) ?? 0;
    nonces.set(from, nonce + 1);
    const gasPrice = numberToHex(GAS_PRICE + transactions.length - index);
    const worth = value === undefined ? {} : { value: numberToHex(value) };
    return { method: "eth_sendTransaction", params: [{ from, to, data, gas: GAS, gasPrice, nonce: numberToHex(nonce), ...worth }] };
  });
  const hashes = (await rpcBatch(rpcUrl, sends)) as Hex[];
  await rpcBatch(rpcUrl, [{ method: "evm_mine", params: [numberToHex(atSeconds)] }]);
  return hashes;
}

/** Throws unless every one of these transactions was carried out. */
export async function requireCarriedOut(rpcUrl: string, hashes: readonly Hex[]): Promise<void> {
  const receipts = (await rpcBatch(
    rpcUrl,
    hashes.map((hash) => ({ method: "eth_getTransactionReceipt", params: [hash] })),
  )) as ({ readonly status: Hex } | null)[];
  const failed = receipts.findIndex((receipt) => receipt?.status !== "0x1");
  if (failed >= 0) throw new Error(`The local chain did not carry out ${hashes[failed] ?? ""}.`);
}

/** Runs `work` while the node mines only when it is told to. */
export async function withoutAutomine<Outcome>(rpcUrl: string, work: () => Promise<Outcome>): Promise<Outcome> {
  const automine = (on: boolean): Promise<unknown> => rpcBatch(rpcUrl, [{ method: "evm_setAutomine", params: [on] }]);
  await automine(false);
  try {
    return await work();
  } finally {
    await automine(true);
  }
}
