// What was paid, read from the signed transaction itself and not from what the receipt says about it.
import { encodeFunctionData, erc20Abi, getAddress, type Hex, isHex, keccak256, parseTransaction, recoverTransactionAddress } from "viem";
import type { ReceiptDto } from "@/lib/contracts/receipt";
import { formatAmount } from "@/lib/money/format-amount";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import { judgedLine, type ReceiptLine } from "./receipt-line";

/** A transaction as far as it decides who pays what to whom. */
interface Paid {
  readonly sender: string;
  readonly chainId: number;
  readonly to: string;
  readonly value: bigint;
  readonly data: Hex;
}

// Others can do more than pay: carry blobs, or hand the account's code to somebody.
const PLAIN_TYPES: readonly string[] = ["legacy", "eip2930", "eip1559"];

/** The checks of a settlement against the terms. */
export async function checkSettlement(settlement: ReceiptDto["settlement"], terms: WithdrawalTerms): Promise<readonly ReceiptLine[]> {
  const { rawTransaction, txHash, sender } = settlement;
  const paid = isHex(rawTransaction) ? await readTransaction(rawTransaction) : null;
  if (paid === null) return [{ name: "Transaction", ok: false, words: "The transaction in the receipt is not a plain signed payment." }];
  const amount = `${formatAmount(BigInt(terms.amount), terms.decimals)} ${terms.asset}`;
  return [
    judgedLine(
      "Transaction",
      keccak256(rawTransaction as Hex) === txHash,
      `The signed transaction is ${txHash}.`,
      "The transaction's hash is not the one that the receipt names.",
    ),
    judgedLine("Payer", paid.sender === sender, `It was signed by ${sender}.`, `It was not signed by ${sender}, but by ${paid.sender}.`),
    judgedLine(
      "Chain",
      paid.chainId === terms.chainId,
      `It counts on chain ${terms.chainId} alone.`,
      `It is for chain ${paid.chainId}, and the terms say chain ${terms.chainId}.`,
    ),
    judgedLine(
      "Payment",
      paysExactly(paid, terms),
      `It pays exactly ${amount} to ${terms.destination}, and does nothing else.`,
      `It does not pay exactly ${amount} to ${terms.destination}.`,
    ),
  ];
}

async function readTransaction(raw: Hex): Promise<Paid | null> {
  try {
    const parsed = parseTransaction(raw);
    if (!PLAIN_TYPES.includes(parsed.type ?? "") || !parsed.to || parsed.chainId === undefined) return null;
    const sender = await recoverTransactionAddress({
      serializedTransaction: raw as Parameters<typeof recoverTransactionAddress>[0]["serializedTransaction"],
    });
    return { sender, chainId: parsed.chainId, to: getAddress(parsed.to), value: parsed.value ?? 0n, data: parsed.data ?? "0x" };
  } catch {
    return null;
  }
}

function paysExactly(paid: Paid, terms: WithdrawalTerms): boolean {
  const amount = BigInt(terms.amount);
  if (terms.assetContract === null) return paid.to === terms.destination && paid.value === amount && paid.data === "0x";
  const transfer = encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [getAddress(terms.destination), amount] });
  return paid.to === getAddress(terms.assetContract.toLowerCase()) && paid.value === 0n && paid.data === transfer;
}
