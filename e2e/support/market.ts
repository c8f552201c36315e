// Trades on the run's local exchanges, as a wallet that a suite may follow makes them. The stack's own market is quiet: nobody else trades.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseUnits, type Address, type Hex } from "viem";
import { createChainClient, type ChainClient } from "@/scripts/chain/chain-client";
import { demoSeconds } from "@/scripts/chain/demo-clock";
import { marketNoteSchema, type DeployedMarket } from "@/scripts/market/market-deployment";
import { bestTrade, quotePath, type MarketState, type Trade } from "@/scripts/market/market-state";
import { readMarket } from "@/scripts/market/read-market";
import { sendTrade } from "@/scripts/market/send-trade";
import { swapCall } from "@/scripts/market/swap-call";
import { FIRST_WALLET_ACCOUNT } from "@/scripts/market/wallets";
import { E2E_DATA, PORTS } from "./harness-facts";

/** The networks of the run's market, in the order of their ports. */
export const MARKET_NETWORKS = ["ethereum-local", "arbitrum-local", "base-local"] as const;
export type MarketNetworkId = (typeof MARKET_NETWORKS)[number];

export interface WishedTrade {
  readonly network: MarketNetworkId;
  /** 0 to 5 are guests: they hold 200,000 dollars' worth of every token and have never traded before. From 6 on they have a history. */
  readonly walletIndex: number;
  /** Symbols, such as USDC and WETH; one pool is used where it joins both, so that a trade is one swap; else the best way over a token between them. */
  readonly pay: string;
  readonly receive: string;
  /** Whole units of what is paid, as a decimal number. */
  readonly amount: string;
}

export interface MadeTrade {
  readonly txHash: Hex;
  readonly blockNumber: bigint;
  /** In lower case, as the index has it. */
  readonly wallet: Address;
}

const SLIPPAGE_BPS = 100n;
const STACK = join(E2E_DATA, "stack");

/** Swaps on the network's exchange, at the run's time; throws when the wallet or the exchange cannot. */
export async function tradeOnMarket({ network, walletIndex, pay, receive, amount }: WishedTrade): Promise<MadeTrade> {
  const { client, rpcUrl, market, accounts } = await openNetwork(network);
  const walletAt = (index: number): Address => accounts[FIRST_WALLET_ACCOUNT + index] ?? "0x";
  const paid = market.tokens.find(({ symbol }) => symbol === pay);
  if (paid === undefined) throw new Error(`${pay} does not trade on ${network}`);
  const state = await readMarket(rpcUrl, market, walletAt);
  const trade = directTrade(state, { walletIndex, path: [pay, receive], amountIn: parseUnits(amount, paid.decimals) });
  if (trade === null) throw new Error(`Nobody on ${network} gives ${receive} for ${amount} ${pay}`);
  const wallet = walletAt(walletIndex);
  const made = await sendTrade(client, swapCall(market, wallet, trade, SLIPPAGE_BPS), demoSeconds(join(STACK, "clock")));
  return { ...made, wallet: wallet.toLowerCase() as Address };
}

/** By the pool of both, whatever other suites have done to its price; only where there is none by a third token. */
function directTrade(state: MarketState, wish: Omit<Trade, "amountOut">): Trade | null {
  const out = quotePath(state, wish.path, wish.amountIn);
  const [pay = "", receive = ""] = wish.path;
  return out > 0n ? { ...wish, amountOut: out } : bestTrade(state, wish.walletIndex, pay, receive, wish.amountIn);
}

/** The address of a wallet, in lower case; the same on every network. */
export async function marketWallet(walletIndex: number): Promise<Address> {
  const { accounts } = await openNetwork("ethereum-local");
  return (accounts[FIRST_WALLET_ACCOUNT + walletIndex] ?? "0x").toLowerCase() as Address;
}

interface OpenNetwork {
  readonly client: ChainClient;
  readonly rpcUrl: string;
  readonly market: DeployedMarket;
  readonly accounts: readonly Address[];
}

/** The node itself is asked, not the relay in front of it: a chain that is down for the product still goes on. */
async function openNetwork(network: MarketNetworkId): Promise<OpenNetwork> {
  const { markets } = marketNoteSchema.parse(JSON.parse(readFileSync(join(STACK, "market.json"), "utf8")));
  const market = markets.find(({ id }) => id === network);
  if (market === undefined) throw new Error(`The run has no market on ${network}`);
  const rpcUrl = `http://127.0.0.1:${String(PORTS.chain + MARKET_NETWORKS.indexOf(network))}`;
  const client = createChainClient(rpcUrl, market.chainId);
  return { client, rpcUrl, market, accounts: await client.getAddresses() };
}
