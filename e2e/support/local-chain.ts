// What the chain itself says: balances at a destination, asked of the node and not of the product.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Address, createPublicClient, erc20Abi, http } from "viem";
import { type HarnessFacts, readHarnessFacts } from "./harness-facts";

interface Deployment {
  readonly assets: readonly { readonly asset: string; readonly contract: Address | null }[];
}

type ChainOfRun = Pick<HarnessFacts, "chainUrl" | "stackFolder">;
const clientOf = ({ chainUrl }: ChainOfRun) => createPublicClient({ transport: http(chainUrl) });

/** Base units of `asset` that stand at `holder` on the run's chain. */
export async function balanceOnChain(asset: string, holder: Address, run: ChainOfRun = readHarnessFacts()): Promise<bigint> {
  const client = clientOf(run);
  const { assets } = JSON.parse(readFileSync(join(run.stackFolder, "deployment.json"), "utf8")) as Deployment;
  const found = assets.find((candidate) => candidate.asset === asset);
  if (found === undefined) throw new Error(`The run's chain has no ${asset}`);
  if (found.contract === null) return client.getBalance({ address: holder });
  return client.readContract({ address: found.contract, abi: erc20Abi, functionName: "balanceOf", args: [holder] });
}

/** Whether the chain knows a transaction and carried it out. */
export async function wasCarriedOut(txHash: string): Promise<boolean> {
  const receipt = await clientOf(readHarnessFacts()).getTransactionReceipt({ hash: txHash as `0x${string}` });
  return receipt.status === "success";
}
