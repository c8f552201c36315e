import type { Metadata } from "next";
import { headers } from "next/headers";
import { ReceiptView } from "@/components/withdrawals/receipt-view";
import { readingLocale } from "@/components/money/reading";
import { traderPage } from "@/lib/server/http/trader-page";
import { services } from "@/lib/server/services";
import { readReceipt } from "@/lib/server/withdrawals/read-receipt";

export const metadata: Metadata = { title: "Receipt" };

export default traderPage("/withdrawals/[id]/receipt", async ({ trader, params }) => {
  const receipt = await readReceipt(trader, params["id"] ?? "");
  const locale = readingLocale((await headers()).get("accept-language"));
  return <ReceiptView receipt={receipt} locale={locale} nowSeconds={services().clock.nowSeconds()} />;
});
