import type { Metadata } from "next";
import { AlertList } from "@/components/ops/alert-list";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { listDeskAlerts } from "@/lib/server/desk/list-desk-alerts";
import { operatorPage } from "@/lib/server/http/operator-page";

export const metadata: Metadata = { title: "Alerts" };

export default operatorPage("/ops/alerts", async ({ operator, searchParams }) => {
  const cursor = searchParams["cursor"];
  const { nowSeconds, open, alerts, nextCursor } = await listDeskAlerts(operator, typeof cursor === "string" ? cursor : null);
  return (
    <>
      <PageHeading title="Alerts">{open === 0 ? "Nothing goes on" : `${open.toString()} going on`}</PageHeading>
      {alerts.length === 0 ? (
        <EmptyState title="Nothing to see">
          When sign-ins, changes, tokens or a user pool look like an attack, an alert stands here a second or two later, with what is
          probably being probed.
        </EmptyState>
      ) : (
        <AlertList alerts={alerts} nowSeconds={nowSeconds} label="Alerts, newest first" />
      )}
      {nextCursor === null ? null : (
        <p>
          <a href={`/ops/alerts?cursor=${encodeURIComponent(nextCursor)}`} className={buttonStyles({ look: "secondary" })}>
            Older alerts
          </a>
        </p>
      )}
    </>
  );
});
