import type { Metadata } from "next";
import { RemoveRule } from "@/components/signals/remove-rule";
import { RuleForm } from "@/components/signals/rule-form";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { listChoices } from "@/lib/server/signals/list-choices";
import { getRule } from "@/lib/server/signals/list-rules";

export const metadata: Metadata = { title: "Signal" };

export default traderPage("/signals/[id]", async ({ trader, params }) => {
  const [rule, choices] = await Promise.all([getRule(trader, params["id"] ?? ""), listChoices(trader)]);
  return (
    <>
      <PageHeading title={rule.name}>{rule.isOn ? "On" : "Off"}</PageHeading>
      <RuleForm choices={choices} rule={rule} />
      <RemoveRule id={rule.id} />
    </>
  );
});
