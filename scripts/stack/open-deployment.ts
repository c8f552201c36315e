// The demo's contracts are deployed once; a second start finds them again.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ChainClient } from "../chain/chain-client";
import { deployDemoChain, isDeployed } from "../chain/deploy-demo-chain";
import type { Deployment } from "../chain/deployment";
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
  writePrivateFile(file, `${JSON.stringify(deployment, null, 2)}\n`);
  return deployment;
}
