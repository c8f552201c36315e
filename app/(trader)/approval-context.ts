import { headers } from "next/headers";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { readingLocale } from "@/components/money/reading";
import type { Trader } from "@/lib/server/session/trader";
import { services } from "@/lib/server/services";
import { poolAddress } from "../pool-address";

/** What an approval on a page of this trader's needs to know of it. */
export async function approvalContext({ email }: Pick<Trader, "email">): Promise<ApprovalContext> {
  const locale = readingLocale((await headers()).get("accept-language"));
  return { pool: poolAddress(), email, locale, nowSeconds: services().clock.nowSeconds() };
}
