// The account's policy on orders in base units, and how long the things of this room are good.
import { invariant } from "@/lib/ground/invariant";
import { formatAmount } from "@/lib/money/format-amount";
import { parseAmount } from "@/lib/money/parse-amount";
import { ORDER_CAPS } from "@/lib/policy/account-policy";
import { type Proof, PROOFS } from "@/lib/policy/purpose";

/** Seconds for which the terms of an order can be approved: a quote grows old faster than a withdrawal's terms. */
export const ORDER_GOOD_SECONDS = 300;

/** Seconds from the writing of the terms until the exchange refuses them. */
export const ORDER_DEADLINE_SECONDS = 1_200;

/** The most that one order may pay of an asset by each proof, in base units. */
export type OrderCaps = Readonly<Record<Proof, bigint>>;

function capsOf({ decimals, caps }: (typeof ORDER_CAPS)[string]): OrderCaps {
  const units = (text: string): bigint => {
    const parsed = parseAmount(text, decimals);
    invariant(parsed.ok, `the policy's figure ${text} is an amount of ${decimals} decimals`);
    return parsed.value;
  };
  return { passkey: units(caps.passkey), password_totp: units(caps.password_totp) };
}

const CAPS: ReadonlyMap<string, OrderCaps> = new Map(Object.entries(ORDER_CAPS).map(([asset, rule]) => [asset, capsOf(rule)]));

/** The caps of an asset, or null: an asset without them, or of other decimals, is not traded, neither as payment nor as what comes in. */
export function findOrderCaps(asset: string, decimals: number): OrderCaps | null {
  return ORDER_CAPS[asset]?.decimals === decimals ? (CAPS.get(asset) ?? null) : null;
}

/** The proofs whose cap leaves room for the payment. A cap may be used up to its last unit. */
export const proofsForOrder = (caps: OrderCaps, payBaseUnits: bigint): readonly Proof[] =>
  PROOFS.filter((proof) => payBaseUnits <= caps[proof]);

const BY: Readonly<Record<Proof, string>> = { passkey: "With a passkey", password_totp: "With password and code" };

/** The sentence for a cap in the way of `proof`, with what to do where a stronger proof would help. */
export function orderCapSentence(asset: string, decimals: number, caps: OrderCaps, proof: Proof, payBaseUnits: bigint): string {
  const limit = `${BY[proof]} one order can pay at most ${formatAmount(caps[proof], decimals)} ${asset}.`;
  const isPasskeyEnough = proof !== "passkey" && payBaseUnits <= caps.passkey;
  return isPasskeyEnough ? `${limit} Add a passkey on the security page to order more.` : limit;
}
