// The market is deployed and given its past once; a second start finds both again, and a start that was cut short is gone on with.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Address } from "viem";
import { createChainClient, type ChainClient } from "../chain/chain-client";
import { machineSeconds } from "../chain/demo-clock";
import type { Deployment } from "../chain/deployment";
import { backFill } from "../market/back-fill";
import { deployMarket } from "../market/deploy-market";
import { historySpan, historySteps, type HistoryForm } from "../market/history-steps";
import { marketNoteSchema, type DeployedMarket, type MarketNote } from "../market/market-deployment";
import { plannedNetwork } from "../market/market-plan";
import { FIRST_WALLET_ACCOUNT } from "../market/wallets";
import { writePrivateFile } from "./write-private-file";

/** What the demo's market is drawn from; another word makes another market. */
const SEED = "holdfast";

/** Where the market's addresses and the span of its history are noted. */
export const marketFile = (dataDir: string): string => path.join(dataDir, "market.json");

/** A running chain with the simulator's wallets unlocked on it. */
export interface MarketChain {
  readonly id: string;
  readonly rpcUrl: string;
  readonly client: ChainClient;
  /** The address of a guest or wallet by its index. */
  readonly walletAt: (index: number) => Address;
}

/** The noted market, or one without addresses whose history is to end now. */
export function noteOfMarket(dataDir: string, form: "full" | "light"): MarketNote {
  const file = marketFile(dataDir);
  const seed = process.env["MARKET_SEED"] || SEED;
  if (!existsSync(file)) return { seed, span: historySpan(form, machineSeconds()), markets: [] };
  return marketNoteSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Asks a chain that has just been started who its wallets are. */
export async function openMarketChain(id: string, rpcUrl: string): Promise<MarketChain> {
  const client = createChainClient(rpcUrl, plannedNetwork(id).chainId);
  const accounts = await client.getAddresses();
  const walletAt = (index: number): Address => {
    const found = accounts[FIRST_WALLET_ACCOUNT + index];
    if (found === undefined) throw new Error(`The local chain ${id} has no wallet ${index}.`);
    return found;
  };
  return { id, rpcUrl, client, walletAt };
}

/** The market of every chain: as noted where the chain still has it, otherwise deployed anew. The note is written. */
export async function openMarket(
  dataDir: string,
  note: MarketNote,
  chains: readonly MarketChain[],
  { assets }: Deployment,
): Promise<MarketNote> {
  const markets = await Promise.all(
    chains.map(async ({ id, client, rpcUrl }) => {
      const noted = note.markets.find((market) => market.id === id);
      if (noted !== undefined && (await isThere(client, noted))) return noted;
      const existing = assets.flatMap(({ asset, network, contract }) => (network === id && contract !== null ? [[asset, contract]] : []));
      return await deployMarket({
        client,
        rpcUrl,
        network: plannedNetwork(id),
        existing: Object.fromEntries(existing) as Record<string, Address>,
      });
    }),
  );
  const opened = { ...note, markets };
  writePrivateFile(marketFile(dataDir), `${JSON.stringify(opened, null, 2)}\n`);
  return opened;
}

async function isThere(client: ChainClient, { router, pairs, tokens }: DeployedMarket): Promise<boolean> {
  const addresses = [router, ...pairs.map(({ address }) => address), ...tokens.map(({ address }) => address)];
  const codes = await Promise.all(addresses.map((address) => client.getCode({ address })));
  return codes.every((code) => code !== undefined && code !== "0x");
}

/** Trades the noted span on all chains side by side, as far as they have not yet; answers how many trades that took. */
export async function fillMarket(
  { seed, span, markets }: MarketNote,
  chains: readonly MarketChain[],
  form: "full" | "light",
): Promise<number> {
  const sent = await Promise.all(
    chains.map(async ({ id, rpcUrl, walletAt }, index) => {
      const market = markets.find((known) => known.id === id);
      const ofChain: HistoryForm = form === "full" && index === 0 ? "sparse" : form;
      return market === undefined ? 0 : await backFill({ rpcUrl, market, seed, span, steps: historySteps(ofChain, span), walletAt });
    }),
  );
  return sent.reduce((sum, count) => sum + count, 0);
}
