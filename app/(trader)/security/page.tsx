import type { Metadata } from "next";
import { Suspense } from "react";
import { ProfileCard } from "@/components/security/profile-card";
import { SecurityScreen } from "@/components/security/security-screen";
import { SupportCard } from "@/components/security/support-card";
import { PageHeading } from "@/components/ui/page-heading";
import { Skeleton } from "@/components/ui/skeleton";
import { readProfile } from "@/lib/server/profile/read-profile";
import type { Trader } from "@/lib/server/session/trader";
import { traderPage } from "@/lib/server/http/trader-page";
import { getAccountStates } from "@/lib/server/queries/get-account-states";
import { getStanding } from "@/lib/server/queries/get-standing";
import { approvalContext } from "../approval-context";

export const metadata: Metadata = { title: "Security" };

async function ProfileOf({ trader }: { readonly trader: Trader }) {
  return <ProfileCard profile={await readProfile(trader)} />;
}

export default traderPage("/security", async ({ trader }) => (
  <>
    <PageHeading title="Security">{trader.email}</PageHeading>
    <div className="grid gap-6">
      <Suspense fallback={<Skeleton className="h-24 w-full" />}>
        <ProfileOf trader={trader} />
      </Suspense>
      <SecurityScreen context={await approvalContext(trader)} freeze={(await getStanding()).freeze ?? null} />
      <SupportCard standing={await getAccountStates()} />
    </div>
  </>
));
