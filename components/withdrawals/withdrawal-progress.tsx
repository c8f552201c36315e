import { CircleCheck, CircleX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Slip } from "@/components/step-up/slip";
import { slipOf } from "@/components/step-up/slip-rows";
import { readAmount } from "@/components/money/reading";
import { buttonStyles } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { Timeline } from "./timeline";
import { endingOf, stepsOf, waitingFor } from "./withdrawal-words";

interface WithdrawalProgressProps {
  readonly withdrawal: WithdrawalDto;
  readonly isStale: boolean;
  readonly locale: string;
  readonly nowSeconds: number;
  /** What can still be done about it, between how far it is and what was approved. */
  readonly children?: ReactNode;
}

/** How far it is, what it waits for, how it ended, and what was approved. */
export function WithdrawalProgress({ withdrawal, isStale, locale, nowSeconds, children }: WithdrawalProgressProps) {
  const waiting = waitingFor(withdrawal);
  const slip = slipOf("withdrawal", { ...withdrawal.terms });
  const past = {
    ...slip,
    rows: slip.rows.map((row) => (row.kind === "expiry" ? ({ ...row, kind: "time", label: "Was good until" } as const) : row)),
  };
  return (
    <>
      <Card>
        <div role="status" className="grid gap-2">
          <EndingLine withdrawal={withdrawal} locale={locale} />
          {waiting === null ? null : withdrawal.waits === null ? <p>{waiting}</p> : <Notice look="hold">{waiting}</Notice>}
        </div>
        <Timeline steps={stepsOf(withdrawal)} />
        {withdrawal.txHash === null ? null : (
          <p className="text-13 text-ink-2">
            Transaction <span className="font-mono break-all text-ink">{withdrawal.txHash}</span>
          </p>
        )}
        {isStale ? (
          <p role="status" className="text-13 text-hold">
            We cannot ask how it stands right now. This is what we knew last; the page goes on asking.
          </p>
        ) : null}
        <WaysOn withdrawal={withdrawal} />
      </Card>
      {children}
      <Slip
        content={past}
        termsHash={withdrawal.termsHash}
        locale={locale}
        nowSeconds={nowSeconds}
        noteOf={() => ({ label: withdrawal.address.label, warning: null })}
        closing={withdrawal.proof === null ? "Nobody approved this." : "You approved exactly this."}
      />
    </>
  );
}

function EndingLine({ withdrawal, locale }: Pick<WithdrawalProgressProps, "withdrawal" | "locale">): ReactNode {
  const { amount, total } = withdrawal;
  const ending = endingOf({ ...withdrawal, amount: readAmount(amount, locale), total: readAmount(total, locale) });
  if (ending === null) return null;
  const Icon = ending.isGood ? CircleCheck : CircleX;
  return (
    <div className="flex gap-2.5">
      <Icon aria-hidden="true" size={20} strokeWidth={1.75} className={`mt-px shrink-0 ${ending.isGood ? "text-up" : "text-ink-2"}`} />
      <p>
        <span className="font-strong">{ending.title}.</span> {ending.text}
      </p>
    </div>
  );
}

function WaysOn({ withdrawal: { id, hasReceipt, state } }: { readonly withdrawal: WithdrawalDto }) {
  const isAgain = state === "cancelled" || state === "expired" || state === "failed";
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {hasReceipt ? (
        <a href={`/withdrawals/${encodeURIComponent(id)}/receipt`} className={buttonStyles({ look: "primary" })}>
          Open the receipt
        </a>
      ) : null}
      {isAgain ? (
        <Link href="/withdrawals/new" prefetch={false} className={buttonStyles({ look: "secondary" })}>
          New withdrawal
        </Link>
      ) : null}
      <Link href="/withdrawals" prefetch={false} className={buttonStyles({ look: "quiet" })}>
        All withdrawals
      </Link>
    </div>
  );
}
