// Gives the account that pays withdrawals what it pays with. The tokens exist once and lie at the node's own unlocked account.
import { erc20Abi, parseEther, type Address } from "viem";
import { chainAccounts, type ChainClient } from "./chain-client";
import { DEMO_ASSETS } from "./demo-assets";
import type { Deployment } from "./deployment";

const COIN_TARGET = parseEther("1000");
/** One part in so many of a token's whole supply. */
const SUPPLY_SHARE = 100n;

/** Tops `custody` up to its target in every asset; an account that has enough gets nothing, so it may run at every start. */
export async function fundCustody(client: ChainClient, deployment: Deployment, custody: Address): Promise<void> {
  if ((await client.getBalance({ address: custody })) < COIN_TARGET) await client.setBalance({ address: custody, value: COIN_TARGET });
  for (const { asset, contract, decimals } of deployment.assets) {
    const known = DEMO_ASSETS.find((candidate) => candidate.asset === asset);
    if (contract !== null && known !== undefined) {
      await topUp(client, contract, custody, (known.supply * 10n ** BigInt(decimals)) / SUPPLY_SHARE);
    }
  }
}

async function topUp(client: ChainClient, contract: Address, custody: Address, target: bigint): Promise<void> {
  const { custody: holder } = await chainAccounts(client);
  const balance = await client.readContract({ address: contract, abi: erc20Abi, functionName: "balanceOf", args: [custody] });
  if (balance >= target) return;
  const hash = await client.writeContract({
    ...{ account: holder, address: contract, abi: erc20Abi },
    ...{ functionName: "transfer", args: [custody, target - balance] },
  } as const);
  const { status } = await client.waitForTransactionReceipt({ hash, timeout: 10_000 });
  if (status !== "success") throw new Error(`The local chain refused to fund custody with ${contract}.`);
}
