// The demo's contracts are deployed once; a second start finds them again.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ChainClient } from "../chain/chain-client";
import { deployDemoChain, isDeployed } from "../chain/deploy-demo-chain";
import type { Deployment } from "../chain/deployment";
import type { MarketNote } from "../market/market-deployment";
import { writePrivateFile } from "./write-private-file";

/** Where the addresses are noted; the ledger's seed script reads the same file. */
export const deploymentFile = (dataDir: string): string => path.join(dataDir, "deployment.json");

/** The noted deployment if the chain still has it, otherwise a new one. */
export async function openDeployment(client: ChainClient, dataDir: string): Promise<Deployment> {
  const file = deploymentFile(dataDir);
  if (existsSync(file)) {
    const noted = JSON.parse(readFileSync(file, "utf8")) as Deployment;
    if (await isDeployed(client, noted)) return noted;
  }
  const deployment = await deployDemoChain(client);
  write(dataDir, deployment);
  return deployment;
}

/** Notes with the networks of the ledger what market stands on them, and answers the whole. */
export function noteDeployment(dataDir: string, deployment: Deployment, { markets }: MarketNote): Deployment {
  const networks = deployment.networks.map(({ id, chainId, label }) => {
    const market = markets.find((known) => known.id === id);
    if (market === undefined) return { id, chainId, label };
    const [wrappedCoin, router] = [market.wrappedCoin.toLowerCase(), market.router.toLowerCase()];
    return { id, chainId, label, isSimulated: true, wrappedCoin, router };
  });
  const noted = { ...deployment, networks };
  write(dataDir, noted);
  return noted;
}

const write = (dataDir: string, deployment: Deployment): void => {
  writePrivateFile(deploymentFile(dataDir), `${JSON.stringify(deployment, null, 2)}\n`);
};
