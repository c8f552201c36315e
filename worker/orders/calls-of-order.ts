// The transactions that carry an order out. The same terms and the same custody always make the same calls, so what was signed can be compared
// with what was approved, byte by byte.
import { encodeFunctionData, erc20Abi } from "viem";
import { pathOf } from "@/lib/orders/candidate-paths";
import type { OrderTerms } from "@/lib/orders/order-terms";
import type { Hex } from "../chain";
import type { Spending } from "../judge-funds";
import type { Call } from "../sign-in-turn";
import { SWAP_ABI } from "./swap-abi";

// What is not used is not paid. A pool's own work takes about 110,000; a token with a strange transfer has as much again.
const GAS_OF_ALLOWANCE = 80_000n;
const GAS_OF_SWAP = 100_000n;
const GAS_PER_HOP = 150_000n;

const bytesOf = (address: string): Hex => address.toLowerCase() as Hex;

/** The tokens of an order's way. */
export const pathOfOrder = ({ path }: Pick<OrderTerms, "path">): readonly Hex[] => pathOf(path).map(bytesOf);

/** What the order takes out of custody. */
export const spendingOf = ({ payContract, payAmount }: OrderTerms): Spending => ({
  contract: payContract === null ? null : bytesOf(payContract),
  amountBaseUnits: BigInt(payAmount),
});

/**
 * The swap, with custody as the receiver and the minimum and the deadline kept by the exchange. Before the swap of a token comes the allowance
 * for exactly what it pays: it stands for one block or two, and what a reverted swap leaves of it is overwritten by the next one.
 */
export function callsOfOrder(terms: OrderTerms, custody: Hex): { readonly allowance: Call | null; readonly swap: Call } {
  const [router, amountIn, amountOutMin] = [bytesOf(terms.router), BigInt(terms.payAmount), BigInt(terms.receiveAmountMin)];
  const path = [...pathOfOrder(terms)];
  const deadline = BigInt(Date.parse(terms.deadline) / 1_000);
  const gas = GAS_OF_SWAP + GAS_PER_HOP * BigInt(path.length - 1);
  if (terms.payContract === null) {
    const args = [amountOutMin, path, custody, deadline] as const;
    const data = encodeFunctionData({ abi: SWAP_ABI, functionName: "swapExactETHForTokens", args });
    return { allowance: null, swap: { to: router, value: amountIn, data, gas } };
  }
  const functionName = terms.receiveContract === null ? "swapExactTokensForETH" : "swapExactTokensForTokens";
  const data = encodeFunctionData({ abi: SWAP_ABI, functionName, args: [amountIn, amountOutMin, path, custody, deadline] });
  const allow = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [router, amountIn] });
  return {
    allowance: { to: bytesOf(terms.payContract), value: 0n, data: allow, gas: GAS_OF_ALLOWANCE },
    swap: { to: router, value: 0n, data, gas },
  };
}
