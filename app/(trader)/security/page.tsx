import type { Metadata } from "next";
import { SecurityScreen } from "@/components/security/security-screen";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { poolAddress } from "../../pool-address";

export const metadata: Metadata = { title: "Security" };

export default traderPage("/security", ({ trader }) => (
  <>
    <PageHeading title="Security">{trader.email}</PageHeading>
    <SecurityScreen pool={poolAddress()} email={trader.email} />
  </>
));
