import type { Metadata } from "next";
import { DeskPasskeys } from "@/components/ops/desk-passkeys";
import { DeskSessions } from "@/components/ops/desk-sessions";
import { PageHeading } from "@/components/ui/page-heading";
import { operatorPage } from "@/lib/server/http/operator-page";
import { deskPoolAddress } from "../../../../desk-pool-address";

export const metadata: Metadata = { title: "Your access to the desk" };

export default operatorPage("/ops/security", ({ operator }) => (
  <>
    <PageHeading title="Your access">You are {operator.handle}</PageHeading>
    <DeskPasskeys pool={deskPoolAddress()} hasPasskey={operator.hasPasskey} />
    <DeskSessions />
  </>
));
