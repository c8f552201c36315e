// What signed bytes may take out of custody, whatever they are for. It is read from the bytes, never remembered beside them.
import { decodeFunctionData, erc20Abi, parseTransaction } from "viem";
import { invariant } from "@/lib/ground/invariant";
import type { Hex } from "./chain";
import { SWAP_ABI } from "./orders/swap-abi";

/** One asset (null: the chain's own coin) and how much of it, with the most that the transaction costs in coin (value and gas, in wei). */
export interface Outflow {
  readonly contract: Hex | null;
  readonly amountBaseUnits: bigint;
  readonly coinCostMax: bigint;
}

const ABI = [...erc20Abi, ...SWAP_ABI] as const;

/** Reads it from bytes that this worker has signed; bytes of any other kind are a bug. An allowance takes nothing by itself. */
export function readOutflow(raw: Hex): Outflow {
  const transaction = parseTransaction(raw);
  const { to, value = 0n, data = "0x", gas = 0n } = transaction;
  invariant(typeof to === "string" && transaction.type === "eip1559", "a stored transaction is one of ours");
  const coinCostMax = value + gas * (transaction.maxFeePerGas ?? 0n);
  if (data === "0x") return { contract: null, amountBaseUnits: value, coinCostMax };
  const call = decodeFunctionData({ abi: ABI, data });
  switch (call.functionName) {
    case "transfer":
      return { contract: to, amountBaseUnits: call.args[1], coinCostMax };
    case "approve":
      return { contract: null, amountBaseUnits: 0n, coinCostMax };
    case "swapExactETHForTokens":
      return { contract: null, amountBaseUnits: value, coinCostMax };
    case "swapExactTokensForETH":
    case "swapExactTokensForTokens":
      return { contract: call.args[2][0] ?? null, amountBaseUnits: call.args[0], coinCostMax };
    default:
      invariant(false, "a stored transaction pays, allows or swaps");
  }
}
