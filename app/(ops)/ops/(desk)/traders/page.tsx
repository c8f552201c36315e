import type { Metadata } from "next";
import { FindTrader } from "@/components/ops/find-trader";
import { PageHeading } from "@/components/ui/page-heading";
import { operatorPage } from "@/lib/server/http/operator-page";

export const metadata: Metadata = { title: "Find a trader" };

export default operatorPage("/ops/traders", () => (
  <>
    <PageHeading title="Find a trader" />
    <FindTrader />
  </>
));
