"use client";

import { ValueChart } from "@/components/charts/value-chart";
import type { WalletDto } from "@/lib/contracts/wallets";

const DAY_SECONDS = 86_400;

/** Realised profit over time. */
export function WalletProfit({ profit, locale }: { readonly profit: WalletDto["profit"]; readonly locale: string }) {
  if (profit.length === 0) return <p className="text-ink-2">It has not sold anything that it was seen buying.</p>;
  return (
    <ValueChart
      label="Realised profit by day"
      valueName="Realised profit"
      points={profit}
      stepSeconds={DAY_SECONDS}
      currency="USD"
      locale={locale}
    />
  );
}
