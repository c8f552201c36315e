// What a half-filled form can already say. It only helps: the server judges every amount, and its sentences are the ones that count.
import type { WithdrawableDto } from "@/lib/contracts/withdrawals";
import { formatAmount } from "@/lib/money/format-amount";
import { parseAmount } from "@/lib/money/parse-amount";

/** What stands under the amount, as decimal texts; null where nothing can be said yet. */
export interface AmountOutlook {
  readonly remains: string | null;
  readonly isTooMuch: boolean;
}

/** What would be left of `asset` after sending `amount` and its fee. An amount that cannot be read yet says nothing. */
export function outlookOf(asset: WithdrawableDto, amount: string): AmountOutlook {
  const { decimals } = asset;
  const [sent, fee, available] = [amount.trim(), asset.fee, asset.available].map((text) => parseAmount(text, decimals));
  if (sent?.ok !== true || fee?.ok !== true || available?.ok !== true || sent.value === 0n) return { remains: null, isTooMuch: false };
  const remains = available.value - sent.value - fee.value;
  return remains < 0n ? { remains: null, isTooMuch: true } : { remains: formatAmount(remains, decimals), isTooMuch: false };
}

/** One key for one asset on one network; the bare symbol where that is enough. */
export function keyOfAsset(asset: WithdrawableDto, all: readonly WithdrawableDto[]): string {
  const isAlone = all.filter((other) => other.asset === asset.asset).length === 1;
  return isAlone ? asset.asset : `${asset.asset}@${asset.network}`;
}

/** The amount up to which password and code may approve this asset, in words; null when they may not at all. */
export function passwordLimitOf(asset: WithdrawableDto | undefined): string | null {
  const cap = asset?.caps.password_totp ?? null;
  return cap === null || asset === undefined ? null : `${cap.single} ${asset.asset}`;
}

/** Whether password and code could not approve this amount, so that it takes a passkey. An amount that cannot be read yet needs none. */
export function needsPasskey(asset: WithdrawableDto | undefined, amount: string): boolean {
  if (asset === undefined) return false;
  const sent = parseAmount(amount.trim(), asset.decimals);
  if (!sent.ok || sent.value === 0n) return false;
  const cap = asset.caps.password_totp === null ? null : parseAmount(asset.caps.password_totp.single, asset.decimals);
  return cap === null || (cap.ok && sent.value > cap.value);
}
