// What withdrawals cost, how much may leave and how long everything is good: policy as data. Amounts are base units per asset, never
// valued at a market price, because a price can be moved by whoever wants a larger limit.
import { invariant } from "@/lib/ground/invariant";
import { parseAmount } from "@/lib/money/parse-amount";
import type { Proof } from "@/lib/step-up/purpose";

const DAY_SECONDS = 24 * 60 * 60;

/** Seconds for which the terms of a withdrawal can be approved. */
export const TERMS_GOOD_SECONDS = 900;

/** Seconds for which a new address can be approved. */
export const ADDRESS_OPEN_SECONDS = 900;

/** Seconds from an address's approval until money may go there: time in which its owner can find it and remove it. */
export const ADDRESS_COOL_OFF_SECONDS = DAY_SECONDS;

/** Seconds for which an address that nobody approved stays in sight after its time. */
export const ADDRESS_REMEMBERED_SECONDS = DAY_SECONDS;

/** Living entries of one trader's list: approved ones, and those that can still be approved. */
export const ADDRESSES_MAX = 50;

/** The rolling window of the daily caps. */
export const CAP_WINDOW_SECONDS = DAY_SECONDS;

/** Seconds of silence after which the worker counts as down. */
export const HEARTBEAT_SECONDS_MAX = 15;

/** What one proof may approve of an asset, in base units and without the fee: at once, and in a rolling window. */
export interface Cap {
  readonly singleBaseUnits: bigint;
  readonly dailyBaseUnits: bigint;
}

/** One asset's row. It holds only for an asset of exactly these decimals, so that a figure never means another amount. */
export interface AssetPolicy {
  readonly decimals: number;
  /** In the asset itself, on top of the amount. */
  readonly feeBaseUnits: bigint;
  readonly caps: Readonly<Record<Proof, Cap>>;
}

interface CapTexts {
  readonly single: string;
  readonly daily: string;
}

/** A row from exact decimal texts, so that a person can check it against the price list. */
function assetPolicy(decimals: number, fee: string, caps: Readonly<Record<Proof, CapTexts>>): AssetPolicy {
  const units = (text: string): bigint => {
    const parsed = parseAmount(text, decimals);
    invariant(parsed.ok, `the policy's figure ${text} is an amount of ${decimals} decimals`);
    return parsed.value;
  };
  const cap = ({ single, daily }: CapTexts): Cap => ({ singleBaseUnits: units(single), dailyBaseUnits: units(daily) });
  return { decimals, feeBaseUnits: units(fee), caps: { passkey: cap(caps.passkey), password_totp: cap(caps.password_totp) } };
}

const ASSETS: Readonly<Record<string, AssetPolicy>> = {
  USDC: assetPolicy(6, "0.50", { password_totp: { single: "500", daily: "1500" }, passkey: { single: "10000", daily: "25000" } }),
  ETH: assetPolicy(18, "0.0002", { password_totp: { single: "0.15", daily: "0.45" }, passkey: { single: "3", daily: "7.5" } }),
  WBTC: assetPolicy(8, "0.000005", { password_totp: { single: "0.005", daily: "0.015" }, passkey: { single: "0.1", daily: "0.25" } }),
  LINK: assetPolicy(18, "0.03", { password_totp: { single: "30", daily: "90" }, passkey: { single: "600", daily: "1500" } }),
};

/** The row of an asset, or null: without caps there is nothing that may be approved, so the asset cannot be withdrawn. */
export function findAssetPolicy(asset: string, decimals: number): AssetPolicy | null {
  const row = Object.hasOwn(ASSETS, asset) ? ASSETS[asset] : undefined;
  return row?.decimals === decimals ? row : null;
}
