import type { Metadata } from "next";
import Link from "next/link";
import { RequestList } from "@/components/ops/request-list";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeading } from "@/components/ui/page-heading";
import { listDeskAlerts } from "@/lib/server/desk/list-desk-alerts";
import { listRequests } from "@/lib/server/desk/list-requests";
import { operatorPage } from "@/lib/server/http/operator-page";

export const metadata: Metadata = { title: "Desk" };

export default operatorPage("/ops", async ({ operator }) => {
  const [{ nowSeconds, open, past }, { open: openAlerts }] = await Promise.all([listRequests(operator), listDeskAlerts(operator, null)]);
  return (
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
      {openAlerts === 0 ? null : (
        <Notice look="hold">
          <p>
            {openAlerts === 1 ? "One alert goes on." : `${openAlerts.toString()} alerts go on.`}{" "}
            <Link href="/ops/alerts" className="underline underline-offset-4">
              See what is being probed
            </Link>
          </p>
        </Notice>
      )}
      <p>
        <Link href="/ops/traders" className={buttonStyles({})}>
          Find a trader
        </Link>
      </p>
      <section aria-labelledby="open" className="grid gap-3">
        <h2 id="open" className="text-16 font-strong">
          Waits for a second person
        </h2>
        {open.length === 0 ? (
          <EmptyState title="Nothing waits">What an operator asks for stands here until another decides it, for a day at most.</EmptyState>
        ) : (
          <RequestList requests={open} nowSeconds={nowSeconds} label="Open requests" />
        )}
      </section>
      {past.length === 0 ? null : (
        <section aria-labelledby="past" className="grid gap-3">
          <h2 id="past" className="text-16 font-strong">
            Decided lately
          </h2>
          <RequestList requests={past} nowSeconds={nowSeconds} label="Past requests" />
        </section>
      )}
    </>
  );
});
