// The market as it stands on a chain, for whoever goes on from there.
import { decodeFunctionResult, encodeFunctionData, erc20Abi, parseAbi, type Address, type Hex } from "viem";
import { tokenAddress, type DeployedMarket } from "./market-deployment";
import { plannedNetwork } from "./market-plan";
import type { MarketState } from "./market-state";
import { rpcBatch } from "./rpc-batch";
import { walletsOn } from "./wallets";

const PAIR = parseAbi(["function getReserves() view returns (uint112, uint112, uint32)"]);

/** Reads all pools, and what the simulator's wallets hold. `walletAt` answers a wallet's address by its index. */
export async function readMarket(rpcUrl: string, market: DeployedMarket, walletAt: (index: number) => Address): Promise<MarketState> {
  const network = plannedNetwork(market.id);
  const reserves = await callAll(
    rpcUrl,
    market.pairs.map(({ address }) => ({ to: address, data: encodeFunctionData({ abi: PAIR, functionName: "getReserves" }) })),
  );
  const pools = market.pairs.map(({ base, quote }, index) => {
    const [reserve0, reserve1] = decodeFunctionResult({ abi: PAIR, functionName: "getReserves", data: reserves[index] ?? "0x" });
    const isBaseFirst = tokenAddress(market, base).toLowerCase() < tokenAddress(market, quote).toLowerCase();
    return { base, quote, reserves: { [base]: isBaseFirst ? reserve0 : reserve1, [quote]: isBaseFirst ? reserve1 : reserve0 } };
  });
  const held = walletsOn(market.id).flatMap(({ index }) => market.tokens.map(({ symbol, address }) => ({ index, symbol, address })));
  const amounts = await callAll(
    rpcUrl,
    held.map(({ index, address }) => ({
      to: address,
      data: encodeFunctionData({ abi: erc20Abi, functionName: "balanceOf", args: [walletAt(index)] }),
    })),
  );
  const balances: MarketState["balances"] = new Map();
  for (const [place, { index, symbol }] of held.entries()) {
    balances.set(index, { ...balances.get(index), [symbol]: BigInt(amounts[place] ?? "0x0") });
  }
  return { network, pools, balances };
}

const callAll = async (rpcUrl: string, calls: readonly { readonly to: Address; readonly data: Hex }[]): Promise<Hex[]> =>
  (await rpcBatch(
    rpcUrl,
    calls.map((call) => ({ method: "eth_call", params: [call, "latest"] })),
  )) as Hex[];
