import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { readingLocale } from "@/components/money/reading";
import { OrderTable } from "@/components/orders/order-table";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { listOrders } from "@/lib/server/orders/list-orders";
import { services } from "@/lib/server/services";

export const metadata: Metadata = { title: "Orders" };

export default traderPage("/orders", async ({ trader, searchParams }) => {
  const cursor = typeof searchParams["cursor"] === "string" ? searchParams["cursor"] : null;
  const { orders, nextCursor } = await listOrders(trader, cursor);
  const locale = readingLocale((await headers()).get("accept-language"));
  return (
    <>
      <PageHeading title="Orders">
        <Link href="/orders/new" prefetch={false} className={buttonStyles()}>
          New order
        </Link>
      </PageHeading>
      {orders.length === 0 ? (
        <EmptyState title="Nothing ordered yet">
          Each order appears here with how far it is and what it brought. It takes an amount, what you want for it, and your approval.
        </EmptyState>
      ) : (
        <OrderTable orders={orders} nowSeconds={services().clock.nowSeconds()} locale={locale} />
      )}
      <nav aria-label="Pages of orders" className="flex gap-2 empty:hidden">
        {cursor === null ? null : (
          <Link href="/orders" prefetch={false} className={buttonStyles({ look: "secondary" })}>
            Newest
          </Link>
        )}
        {nextCursor === null ? null : (
          <a href={`/orders?cursor=${encodeURIComponent(nextCursor)}`} className={buttonStyles({ look: "secondary" })}>
            Older
          </a>
        )}
      </nav>
    </>
  );
});
