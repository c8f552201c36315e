import type { Metadata } from "next";
import { OrderScreen } from "@/components/orders/order-screen";
import { traderPage } from "@/lib/server/http/trader-page";
import { listOrderOptions } from "@/lib/server/orders/list-order-options";
import { readOrder } from "@/lib/server/orders/read-order";
import { approvalContext } from "../../approval-context";

export const metadata: Metadata = { title: "Order" };

export default traderPage("/orders/[id]", async ({ trader, params }) => {
  const [order, { assets }, context] = await Promise.all([
    readOrder(trader, params["id"] ?? ""),
    listOrderOptions(trader),
    approvalContext(trader),
  ]);
  const paid = assets.find(({ asset, network }) => asset === order.terms.payAsset && network === order.terms.network);
  const limit = paid === undefined ? null : `${paid.caps.password_totp} ${paid.asset}`;
  return <OrderScreen key={order.id} initial={order} passwordLimit={limit} context={context} />;
});
