// Whether an amount stays within what a proof may approve. What was approved lately counts whatever proved it: the caps say how much may
// leave in a day at the word of such a proof, and money that a stronger proof sent has left too.
import { accept, refuse, type Result } from "@/lib/ground/result";
import { formatAmount } from "@/lib/money/format-amount";
import { type Proof, PROOFS } from "@/lib/policy/purpose";
import type { AssetPolicy } from "./withdrawal-policy";

/** An amount on its way, and what was approved of the same asset in the window before now. Base units, without fees. */
export interface Outflow {
  readonly amountBaseUnits: bigint;
  readonly approvedBaseUnits: bigint;
}

/** Which cap stands in the way. */
export type CapFault = "single" | "daily";

/** Judges one proof. A cap may be used up to its last unit. */
export function judgeCaps(policy: AssetPolicy, proof: Proof, { amountBaseUnits, approvedBaseUnits }: Outflow): Result<null, CapFault> {
  const { singleBaseUnits, dailyBaseUnits } = policy.caps[proof];
  if (amountBaseUnits > singleBaseUnits) return refuse("single");
  return approvedBaseUnits + amountBaseUnits > dailyBaseUnits ? refuse("daily") : accept(null);
}

/** The proofs whose caps leave room for the outflow. */
export function proofsWithinCaps(policy: AssetPolicy, outflow: Outflow): readonly Proof[] {
  return PROOFS.filter((proof) => judgeCaps(policy, proof, outflow).ok);
}

const BY: Readonly<Record<Proof, string>> = { passkey: "With a passkey", password_totp: "With password and code" };

/** The sentence for a cap in the way of `proof`, with what to do where a stronger proof would help. */
export function capSentence(asset: string, policy: AssetPolicy, proof: Proof, fault: CapFault, outflow: Outflow): string {
  const text = (units: bigint): string => `${formatAmount(units, policy.decimals)} ${asset}`;
  const { singleBaseUnits, dailyBaseUnits } = policy.caps[proof];
  const limit =
    fault === "single"
      ? `${BY[proof]} you can send at most ${text(singleBaseUnits)} at once.`
      : `${BY[proof]} you can send at most ${text(dailyBaseUnits)} in 24 hours, and ${text(outflow.approvedBaseUnits)} are already approved.`;
  const isPasskeyEnough = proof !== "passkey" && judgeCaps(policy, "passkey", outflow).ok;
  return isPasskeyEnough ? `${limit} Add a passkey on the security page to send more.` : limit;
}
