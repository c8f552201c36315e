import type { Metadata } from "next";
import { AlertFacts } from "@/components/ops/alert-facts";
import { EvidenceList } from "@/components/ops/evidence-list";
import { Card } from "@/components/ui/card";
import { PageHeading } from "@/components/ui/page-heading";
import { readAlert } from "@/lib/server/desk/read-alert";
import { operatorPage } from "@/lib/server/http/operator-page";

export const metadata: Metadata = { title: "Alert" };

export default operatorPage("/ops/alerts/[id]", async ({ operator, params }) => {
  const { nowSeconds, alert, evidence } = await readAlert(operator, params["id"] ?? "");
  return (
    <>
      <PageHeading title="Alert">
        <span className="font-mono break-all">{alert.id}</span>
      </PageHeading>
      <p className="max-w-prose">{alert.sentence}</p>
      <div className="grid gap-6">
        <Card title="What was seen" id="facts">
          <AlertFacts alert={alert} nowSeconds={nowSeconds} />
        </Card>
        <Card title="The events behind it" id="evidence">
          <EvidenceList evidence={evidence} nowSeconds={nowSeconds} />
          <p className="text-13 text-ink-2">The first events and the latest, forty at most. That you looked is written down.</p>
        </Card>
      </div>
    </>
  );
});
