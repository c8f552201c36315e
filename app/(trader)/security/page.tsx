import type { Metadata } from "next";
import { SecurityScreen } from "@/components/security/security-screen";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { getStanding } from "@/lib/server/queries/get-standing";
import { approvalContext } from "../approval-context";

export const metadata: Metadata = { title: "Security" };

export default traderPage("/security", async ({ trader }) => (
  <>
    <PageHeading title="Security">{trader.email}</PageHeading>
    <SecurityScreen context={await approvalContext(trader)} freeze={(await getStanding()).freeze ?? null} />
  </>
));
