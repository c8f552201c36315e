import type { Metadata } from "next";
import Link from "next/link";
import { DecidePanel } from "@/components/ops/decide-panel";
import { STATE_WORDS } from "@/components/ops/request-words";
import { TrailList } from "@/components/ops/trail-list";
import { Card } from "@/components/ui/card";
import { PageHeading } from "@/components/ui/page-heading";
import { readRequest } from "@/lib/server/desk/read-request";
import { operatorPage } from "@/lib/server/http/operator-page";

export const metadata: Metadata = { title: "Request" };

export default operatorPage("/ops/requests/[id]", async ({ operator, params }) => {
  const { nowSeconds, request, trail } = await readRequest(operator, params["id"] ?? "");
  return (
    <>
      <PageHeading title="Request">{STATE_WORDS[request.state]}</PageHeading>
      <div className="grid gap-6">
        <DecidePanel key={request.state} request={request} />
        <p className="text-13">
          <Link href={`/ops/traders/${request.terms.trader}`} className="underline underline-offset-4">
            See the trader’s state
          </Link>
        </p>
        <Card title="What happened" id="trail">
          <TrailList trail={trail} nowSeconds={nowSeconds} />
        </Card>
      </div>
    </>
  );
});
