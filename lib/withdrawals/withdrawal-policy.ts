// The account's policy on withdrawals in base units, and how long the things of this room are good.
import { invariant } from "@/lib/ground/invariant";
import { parseAmount } from "@/lib/money/parse-amount";
import { ASSET_RULES, type AssetRule, type CapTexts } from "@/lib/policy/account-policy";
import type { Proof } from "@/lib/policy/purpose";

const DAY_SECONDS = 24 * 60 * 60;

/** Seconds for which the terms of a withdrawal can be approved. */
export const TERMS_GOOD_SECONDS = 900;

/** Seconds for which a new address can be approved. */
export const ADDRESS_OPEN_SECONDS = 900;

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

/** A row in base units, from the exact decimal texts of the account's policy. */
function assetPolicy({ decimals, fee, caps }: AssetRule): AssetPolicy {
  const units = (text: string): bigint => {
    const parsed = parseAmount(text, decimals);
    invariant(parsed.ok, `the policy's figure ${text} is an amount of ${decimals} decimals`);
    return parsed.value;
  };
  const cap = ({ single, daily }: CapTexts): Cap => ({ singleBaseUnits: units(single), dailyBaseUnits: units(daily) });
  return { decimals, feeBaseUnits: units(fee), caps: { passkey: cap(caps.passkey), password_totp: cap(caps.password_totp) } };
}

const ASSETS: ReadonlyMap<string, AssetPolicy> = new Map(Object.entries(ASSET_RULES).map(([asset, rule]) => [asset, assetPolicy(rule)]));

/** The row of an asset, or null: without caps there is nothing that may be approved, so the asset cannot be withdrawn. */
export function findAssetPolicy(asset: string, decimals: number): AssetPolicy | null {
  const row = ASSETS.get(asset);
  return row?.decimals === decimals ? row : null;
}
