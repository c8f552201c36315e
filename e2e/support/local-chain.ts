// What the chain itself says: balances at a destination, asked of the node and not of the product.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Address, createPublicClient, erc20Abi, http } from "viem";
import { E2E_DATA, PORTS } from "./harness-facts";

interface Deployment {
  readonly assets: readonly { readonly asset: string; readonly contract: Address | null }[];
}

const client = createPublicClient({ transport: http(`http://127.0.0.1:${String(PORTS.chain)}`) });

/** Base units of `asset` that stand at `holder` on the run's chain. */
export async function balanceOnChain(asset: string, holder: Address): Promise<bigint> {
  const { assets } = JSON.parse(readFileSync(join(E2E_DATA, "stack", "deployment.json"), "utf8")) as Deployment;
  const found = assets.find((candidate) => candidate.asset === asset);
  if (found === undefined) throw new Error(`The run's chain has no ${asset}`);
  if (found.contract === null) return client.getBalance({ address: holder });
  return client.readContract({ address: found.contract, abi: erc20Abi, functionName: "balanceOf", args: [holder] });
}

/** Whether the chain knows a transaction and carried it out. */
export async function wasCarriedOut(txHash: string): Promise<boolean> {
  const receipt = await client.getTransactionReceipt({ hash: txHash as `0x${string}` });
  return receipt.status === "success";
}
