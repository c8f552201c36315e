// Where each local chain lives: its port, its folder, and how often its state is written.
import path from "node:path";
import { MARKET_PLAN } from "../market/market-plan";
import { requireFreePort } from "./free-port";

export interface ChainPlace {
  readonly id: string;
  readonly chainId: number;
  readonly partName: string;
  readonly folderName: string;
  readonly port: number;
  readonly stateIntervalSeconds: number;
}

/** A payment counts after three blocks of about a second; by then its block shall be on disk. 20 MB cost 60 ms. */
const PAYING_INTERVAL_SECONDS = 1;
/** On the others lie trades of wallets that nobody owns: a crash may take the last of them back, as any reorganisation may. */
const OTHER_INTERVAL_SECONDS = 30;

/** The places of the three chains; the first pays withdrawals, and the others take the ports after its own. */
export const chainPlaces = (firstPort: number): readonly ChainPlace[] =>
  MARKET_PLAN.map(({ id, chainId }, index) => ({
    ...{ id, chainId, port: firstPort + index },
    partName: index === 0 ? "The local chain" : `The local chain ${id}`,
    folderName: index === 0 ? "chain" : `chain-${id}`,
    stateIntervalSeconds: index === 0 ? PAYING_INTERVAL_SECONDS : OTHER_INTERVAL_SECONDS,
  }));

/** The file that holds a chain's state. */
export const stateFile = (dataDir: string, { folderName }: ChainPlace): string => path.join(dataDir, folderName, "state.json");

/** Refuses with one sentence when one of the chains' ports is taken. */
export async function requireFreeChainPorts(firstPort: number): Promise<void> {
  for (const { id, port } of chainPlaces(firstPort)) {
    if (port === firstPort) await requireFreePort(port, "the local chain", "CHAIN_PORT");
    else await requireFreePort(port, `the local chain ${id}, ${port - firstPort} above CHAIN_PORT`, "CHAIN_PORT");
  }
}
