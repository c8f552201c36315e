import type { Metadata } from "next";
import { AskAct } from "@/components/ops/ask-act";
import { EventList } from "@/components/ops/event-list";
import { RequestList } from "@/components/ops/request-list";
import { StateList } from "@/components/standing/state-list";
import { Card } from "@/components/ui/card";
import { PageHeading } from "@/components/ui/page-heading";
import { readTrader } from "@/lib/server/desk/read-trader";
import { operatorPage } from "@/lib/server/http/operator-page";

export const metadata: Metadata = { title: "Trader" };

export default operatorPage("/ops/traders/[sub]", async ({ operator, params }) => {
  const trader = await readTrader(operator, params["sub"] ?? "");
  const { nowSeconds, states, log, requests, passkeys } = trader;
  return (
    <>
      <PageHeading title={trader.emailMasked}>
        <span className="font-mono break-all">{trader.sub}</span>
      </PageHeading>
      <div className="grid gap-6">
        <Card title="What the trader sees" id="states">
          {states.length === 0 ? (
            <p className="text-ink-2">Nothing is the case: no hold, no freeze, no wait, no pause.</p>
          ) : (
            <StateList nowSeconds={nowSeconds} states={states} />
          )}
          <p className="text-13 text-ink-2">
            Passkeys added here: {passkeys}. Nobody at the desk shortens a wait, removes a factor, or asks for a password or a code.
          </p>
        </Card>
        {requests.length === 0 ? null : <RequestList requests={requests} nowSeconds={nowSeconds} label="Requests about this trader" />}
        <AskAct trader={trader} />
        <Card title="What happened lately" id="log">
          <EventList log={log} nowSeconds={nowSeconds} />
        </Card>
      </div>
    </>
  );
});
