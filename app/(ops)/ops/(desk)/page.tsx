import type { Metadata } from "next";
import { PageHeading } from "@/components/ui/page-heading";
import { Notice } from "@/components/ui/notice";
import { operatorPage } from "@/lib/server/http/operator-page";

export const metadata: Metadata = { title: "Desk" };

export default operatorPage("/ops", ({ operator }) => (
  <>
    <PageHeading title="Desk">You are {operator.handle}</PageHeading>
    {operator.hasPasskey ? null : (
      <Notice look="hold">
        <p>You have no passkey that approves yet, so you can look and not act.</p>
        <p>
          <a href="/ops/security" className="underline underline-offset-4">
            Add one, or have a colleague confirm it
          </a>
        </p>
      </Notice>
    )}
  </>
));
