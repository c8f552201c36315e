import type { Metadata } from "next";
import { NewFactor } from "@/components/recovery/new-factor";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { approvalContext } from "../../approval-context";

export const metadata: Metadata = { title: "Set up a new factor" };

export default traderPage("/security/new-factor", async ({ trader }) => (
  <>
    <PageHeading title="Set up a new factor">
      You are in. So that nobody needs the long way again, set up one of these now; for the next few minutes it needs no further approval.
    </PageHeading>
    <NewFactor context={await approvalContext(trader)} />
  </>
));
