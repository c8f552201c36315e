import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { readingLocale } from "@/components/money/reading";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { WithdrawalTable } from "@/components/withdrawals/withdrawal-table";
import { traderPage } from "@/lib/server/http/trader-page";
import { services } from "@/lib/server/services";
import { listWithdrawals } from "@/lib/server/withdrawals/list-withdrawals";

export const metadata: Metadata = { title: "Withdrawals" };

export default traderPage("/withdrawals", async ({ trader, searchParams }) => {
  const cursor = typeof searchParams["cursor"] === "string" ? searchParams["cursor"] : null;
  const { withdrawals, nextCursor } = await listWithdrawals(trader, cursor);
  const locale = readingLocale((await headers()).get("accept-language"));
  return (
    <>
      <PageHeading title="Withdrawals">
        <Link href="/withdrawals/new" prefetch={false} className={buttonStyles()}>
          New withdrawal
        </Link>
      </PageHeading>
      {withdrawals.length === 0 ? (
        <EmptyState title="Nothing withdrawn yet">
          Each withdrawal appears here with how far it is, from its first line to its receipt. It takes an address of your list and your
          approval.
        </EmptyState>
      ) : (
        <WithdrawalTable withdrawals={withdrawals} nowSeconds={services().clock.nowSeconds()} locale={locale} />
      )}
      <nav aria-label="Pages of withdrawals" className="flex gap-2 empty:hidden">
        {cursor === null ? null : (
          <Link href="/withdrawals" prefetch={false} className={buttonStyles({ look: "secondary" })}>
            Newest
          </Link>
        )}
        {nextCursor === null ? null : (
          <a href={`/withdrawals?cursor=${encodeURIComponent(nextCursor)}`} className={buttonStyles({ look: "secondary" })}>
            Older
          </a>
        )}
      </nav>
    </>
  );
});
