import type { Metadata } from "next";
import Link from "next/link";
import { RequestList } from "@/components/desk/request-list";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { listRequests } from "@/lib/server/desk/list-requests";
import { operatorPage } from "@/lib/server/http/operator-page";

export const metadata: Metadata = { title: "Support desk" };

export default operatorPage("/ops", async ({ operator }) => {
  const { nowSeconds, open, past } = await listRequests(operator);
  return (
    <>
      <PageHeading title="Support desk">
        <Link href="/ops/traders" className={buttonStyles({ small: true })}>
          Find a trader
        </Link>
      </PageHeading>
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
