// A payment as a value, and as the bytes of a transaction, in both directions: what was signed is read from the bytes, never remembered beside them.
import { decodeFunctionData, encodeFunctionData, erc20Abi, parseTransaction } from "viem";
import { invariant } from "@/lib/ground/invariant";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import type { Hex, Payment } from "./chain";

/** The payment that these terms promise. The checksum in an address was judged when it was listed; here only its bytes count. */
export const paymentOfTerms = (terms: WithdrawalTerms): Payment => ({
  to: bytesOf(terms.destination),
  contract: terms.assetContract === null ? null : bytesOf(terms.assetContract),
  amountBaseUnits: BigInt(terms.amount),
});

const bytesOf = (address: string): Hex => address.toLowerCase() as Hex;

/** The call that makes a payment. */
export function callOfPayment({ to, contract, amountBaseUnits }: Payment): {
  readonly to: Hex;
  readonly value: bigint;
  readonly data: Hex;
} {
  if (contract === null) return { to, value: amountBaseUnits, data: "0x" };
  return { to: contract, value: 0n, data: encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [to, amountBaseUnits] }) };
}

/** A payment in signed bytes, with the most that it can cost its sender in the chain's own coin (value and gas, in wei). */
export interface SignedPayment extends Payment {
  readonly coinCostMax: bigint;
}

/** Reads the payment from bytes that this worker has signed; bytes of any other kind are a bug. */
export function readSignedPayment(raw: Hex): SignedPayment {
  const transaction = parseTransaction(raw);
  const { to, value = 0n, data = "0x", gas = 0n } = transaction;
  invariant(typeof to === "string" && transaction.type === "eip1559", "a stored transaction is a payment of ours");
  const coinCostMax = value + gas * (transaction.maxFeePerGas ?? 0n);
  if (data === "0x") return { to, contract: null, amountBaseUnits: value, coinCostMax };
  const call = decodeFunctionData({ abi: erc20Abi, data });
  invariant(call.functionName === "transfer", "a stored token transaction is a transfer");
  const [receiver, amountBaseUnits] = call.args;
  return { to: receiver, contract: to, amountBaseUnits, coinCostMax };
}
