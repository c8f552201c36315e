import { Amount } from "@/components/money/amount";
import { ServerTime } from "@/components/ui/server-time";
import type { OrderDto, OrderState } from "@/lib/contracts/orders";
import { ORDER_STATE_NAMES } from "./order-words";

interface OrderTableProps {
  readonly orders: readonly OrderDto[];
  readonly nowSeconds: number;
  readonly locale: string;
}

const CELL = "px-4 whitespace-nowrap";

/** Every order, newest first. A table where there is room, a card per order where there is not. */
export function OrderTable(props: OrderTableProps) {
  return (
    <div className="@container">
      <WideTable {...props} />
      <NarrowList {...props} />
    </div>
  );
}

function WideTable({ orders, nowSeconds, locale }: OrderTableProps) {
  return (
    <div className="hidden overflow-hidden rounded-card border border-line bg-surface @3xl:block">
      <table className="w-full border-collapse text-left">
        <thead className="bg-surface-2 text-13 text-ink-2">
          <tr className="h-10">
            {["When", "State"].map((name) => (
              <th key={name} scope="col" className={`${CELL} font-normal`}>
                {name}
              </th>
            ))}
            {["Paid", "Received"].map((name) => (
              <th key={name} scope="col" className={`${CELL} text-right font-normal`}>
                {name}
              </th>
            ))}
            <th scope="col" className={CELL}>
              <span className="sr-only">Open</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.id} className="h-10 border-t border-line">
              <td className={`${CELL} text-ink-2`}>
                <ServerTime at={order.terms.createdAt} nowSeconds={nowSeconds} />
              </td>
              <td className={CELL}>
                <StateChip state={order.state} />
              </td>
              <td className={`${CELL} text-right`}>
                <Amount value={order.payAmount} locale={locale} /> {order.terms.payAsset}
              </td>
              <td className={`${CELL} text-right`}>
                <Received order={order} locale={locale} />
              </td>
              <td className={`${CELL} text-right`}>
                <OpenLink order={order} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NarrowList({ orders, nowSeconds, locale }: OrderTableProps) {
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface @3xl:hidden">
      {orders.map((order) => (
        <li key={order.id} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1 px-4 py-3">
          <span className="font-strong [overflow-wrap:anywhere]">
            <Amount value={order.payAmount} locale={locale} /> {order.terms.payAsset}
          </span>
          <span className="text-right [overflow-wrap:anywhere]">
            <Received order={order} locale={locale} />
          </span>
          <span className="text-13 text-ink-2">
            <StateChip state={order.state} /> · <ServerTime at={order.terms.createdAt} nowSeconds={nowSeconds} />
          </span>
          <OpenLink order={order} />
        </li>
      ))}
    </ul>
  );
}

/** What came, or what was to come, said as such. */
function Received({ order, locale }: Pick<OrderTableProps, "locale"> & { readonly order: OrderDto }) {
  const { receivedAmount, receiveAmountMin, terms } = order;
  if (receivedAmount !== null) {
    return (
      <>
        <Amount value={receivedAmount} locale={locale} /> {terms.receiveAsset}
      </>
    );
  }
  return (
    <span className="text-ink-2">
      at least <Amount value={receiveAmountMin} locale={locale} /> {terms.receiveAsset}
    </span>
  );
}

const LOOKS: Readonly<Record<OrderState, string>> = {
  awaiting_approval: "text-hold",
  approved: "text-ink",
  submitted: "text-ink",
  settled: "text-up",
  cancelled: "text-ink-2",
  expired: "text-ink-2",
  failed: "text-down",
};

const StateChip = ({ state }: Pick<OrderDto, "state">) => <span className={LOOKS[state]}>{ORDER_STATE_NAMES[state]}</span>;

function OpenLink({ order: { id, state, payAmount, terms } }: { readonly order: OrderDto }) {
  return (
    <a href={`/orders/${encodeURIComponent(id)}`} className="text-right text-13 underline underline-offset-4">
      {state === "awaiting_approval" ? "Review" : "Open"}
      <span className="sr-only">
        : {payAmount} {terms.payAsset} for {terms.receiveAsset}
      </span>
    </a>
  );
}
