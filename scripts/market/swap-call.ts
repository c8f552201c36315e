// A trade as the router takes it.
import { encodeFunctionData, maxUint256, parseAbi, type Address } from "viem";
import { tokenAddress, type DeployedMarket } from "./market-deployment";
import type { Trade } from "./market-state";
import type { MarketTransaction } from "./send-block";

const ROUTER = parseAbi(["function swapExactTokensForTokens(uint256,uint256,address[],address,uint256)"]);

/** Swaps exactly what the trade pays, for at least `slippageBps` hundredths of a per cent less than it expects. */
export function swapCall(
  market: DeployedMarket,
  wallet: Address,
  { path, amountIn, amountOut }: Trade,
  slippageBps: bigint,
): MarketTransaction {
  const least = (amountOut * (10_000n - slippageBps)) / 10_000n;
  const tokens = path.map((symbol) => tokenAddress(market, symbol));
  // The deadline is the far future: a simulated wallet has no fear of a slow node.
  const args = [amountIn, least, tokens, wallet, maxUint256] as const;
  return { from: wallet, to: market.router, data: encodeFunctionData({ abi: ROUTER, functionName: "swapExactTokensForTokens", args }) };
}
