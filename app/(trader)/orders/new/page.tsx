import type { Metadata } from "next";
import { OrderForm } from "@/components/orders/order-form";
import { EmptyState } from "@/components/ui/empty-state";
import { StageLine } from "@/components/withdrawals/stage-line";
import { traderPage } from "@/lib/server/http/trader-page";
import { listOrderOptions } from "@/lib/server/orders/list-order-options";
import { approvalContext } from "../../approval-context";

export const metadata: Metadata = { title: "New order" };

const LENGTH_MAX = 60;

export default traderPage("/orders/new", async ({ trader, searchParams }) => {
  const [{ assets }, { locale }] = await Promise.all([listOrderOptions(trader), approvalContext(trader)]);
  const given = (name: string): string => {
    const value = searchParams[name];
    return typeof value === "string" && value.length <= LENGTH_MAX ? value : "";
  };
  const prefill = {
    ...{ network: given("network"), pay: given("pay"), receive: given("receive"), amount: given("amount"), signal: given("signal") },
  };
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-5">
      <div className="grid gap-3">
        <StageLine current="what" act="an order" />
        <h1 className="text-20 font-strong">New order</h1>
      </div>
      {assets.length < 2 ? (
        <EmptyState title="Nothing to trade yet">
          Assets appear here as soon as an exchange is known on a network where we hold them.
        </EmptyState>
      ) : (
        <OrderForm assets={assets} prefill={prefill} locale={locale} />
      )}
    </div>
  );
});
