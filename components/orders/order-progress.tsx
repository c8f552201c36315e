import { CircleCheck, CircleX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Money } from "@/components/money/amount";
import { readAmount } from "@/components/money/reading";
import { Slip } from "@/components/step-up/slip";
import { slipOf } from "@/components/step-up/slip-rows";
import { buttonStyles } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Timeline } from "@/components/withdrawals/timeline";
import { stepsOf } from "@/components/withdrawals/withdrawal-words";
import type { OrderDto } from "@/lib/contracts/orders";
import { orderEndingOf, orderWaitingFor } from "./order-words";

interface OrderProgressProps {
  readonly order: OrderDto;
  readonly isStale: boolean;
  readonly locale: string;
  readonly nowSeconds: number;
  /** What can still be done about it, between how far it is and what was approved. */
  readonly children?: ReactNode;
}

/** How far it is, what it waits for, how it ended, and what was approved. */
export function OrderProgress({ order, isStale, locale, nowSeconds, children }: OrderProgressProps) {
  const waiting = orderWaitingFor(order);
  const slip = slipOf("order", { ...order.terms });
  const past = {
    ...slip,
    rows: slip.rows.map((row) => (row.kind === "expiry" ? ({ ...row, kind: "time", label: "Was good until" } as const) : row)),
  };
  return (
    <>
      <Card>
        <div role="status" className="grid gap-2">
          <EndingLine order={order} locale={locale} />
          {waiting === null ? null : order.waits === null ? <p>{waiting}</p> : <Notice look="hold">{waiting}</Notice>}
        </div>
        <Timeline steps={stepsOf(order)} />
        {order.usdValue === null ? null : (
          <p className="text-13 text-ink-2">
            Worth <Money value={order.usdValue} currency="USD" locale={locale} className="text-ink" /> when it settled
          </p>
        )}
        {order.txHash === null ? null : (
          <p className="text-13 text-ink-2">
            Transaction <span className="font-mono break-all text-ink">{order.txHash}</span>
          </p>
        )}
        {isStale ? (
          <p role="status" className="text-13 text-hold">
            We cannot ask how it stands right now. This is what we knew last; the page goes on asking.
          </p>
        ) : null}
        <WaysOn order={order} />
      </Card>
      {children}
      <Slip
        content={past}
        termsHash={order.termsHash}
        locale={locale}
        nowSeconds={nowSeconds}
        closing={order.proof === null ? "Nobody approved this." : "You approved exactly this."}
      />
    </>
  );
}

function EndingLine({ order, locale }: Pick<OrderProgressProps, "order" | "locale">): ReactNode {
  const received = order.receivedAmount === null ? null : readAmount(order.receivedAmount, locale);
  const ending = orderEndingOf({ ...order, payAmount: readAmount(order.payAmount, locale), receivedAmount: received });
  if (ending === null) return null;
  const Icon = ending.isGood ? CircleCheck : CircleX;
  return (
    <div className="flex gap-2.5">
      <Icon aria-hidden="true" size={20} strokeWidth={1.75} className={`mt-px shrink-0 ${ending.isGood ? "text-up" : "text-ink-2"}`} />
      <p className="min-w-0 [overflow-wrap:anywhere]" suppressHydrationWarning>
        <span className="font-strong">{ending.title}.</span> {ending.text}
      </p>
    </div>
  );
}

function WaysOn({ order: { state, terms, payAmount } }: { readonly order: OrderDto }) {
  const isAgain = state === "cancelled" || state === "expired" || state === "failed";
  const again = new URLSearchParams({ network: terms.network, pay: terms.payAsset, receive: terms.receiveAsset, amount: payAmount });
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {isAgain ? (
        <Link href={`/orders/new?${again.toString()}`} prefetch={false} className={buttonStyles({ look: "secondary" })}>
          Order again
        </Link>
      ) : null}
      <Link href="/orders" prefetch={false} className={buttonStyles({ look: "quiet" })}>
        All orders
      </Link>
    </div>
  );
}
