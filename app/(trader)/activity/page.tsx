import type { Metadata } from "next";
import { headers } from "next/headers";
import { ActivityTable } from "@/components/activity/activity-table";
import { readingLocale } from "@/components/money/reading";
import { buttonStyles } from "@/components/ui/button";
import { Downloads } from "@/components/portfolio/downloads";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { listActivity } from "@/lib/server/queries/list-activity";
import { services } from "@/lib/server/services";

export const metadata: Metadata = { title: "Activity" };

export default traderPage("/activity", async ({ searchParams }) => {
  const cursor = typeof searchParams["cursor"] === "string" ? searchParams["cursor"] : null;
  const { entries, nextCursor } = await listActivity(cursor);
  const locale = readingLocale((await headers()).get("accept-language"));
  return (
    <>
      <PageHeading title="Activity">Everything that moved in your account, newest first</PageHeading>
      {entries.length === 0 ? (
        <EmptyState title="Nothing has moved yet">
          Deposits appear here with their amount and reference as soon as they are booked.
        </EmptyState>
      ) : (
        <ActivityTable entries={entries} nowSeconds={services().clock.nowSeconds()} locale={locale} />
      )}
      {entries.length === 0 ? null : <Downloads kinds={["activity"]} />}
      <nav aria-label="Pages of activity" className="flex gap-2 empty:hidden">
        {cursor === null ? null : (
          <a href="/activity" className={buttonStyles({ look: "secondary" })}>
            Newest
          </a>
        )}
        {nextCursor === null ? null : (
          <a href={`/activity?cursor=${encodeURIComponent(nextCursor)}`} className={buttonStyles({ look: "secondary" })}>
            Older
          </a>
        )}
      </nav>
    </>
  );
});
