import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Slip } from "@/components/step-up/slip";
import { slipOf } from "@/components/step-up/slip-rows";
import { buttonStyles } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { exactTime } from "@/components/ui/server-time";
import type { ReceiptDto } from "@/lib/contracts/receipt";
import { PrintButton } from "./print-button";
import { proofText, receiptFileName, verifyCommand } from "./receipt-words";

interface ReceiptViewProps {
  readonly receipt: ReceiptDto;
  readonly locale: string;
  readonly nowSeconds: number;
}

/** What was approved, how, and what was paid, on one sheet that can be printed and checked by somebody else. */
export function ReceiptView({ receipt, locale, nowSeconds }: ReceiptViewProps) {
  const { terms, termsHash, settlement } = receipt;
  const slip = slipOf("withdrawal", { ...terms });
  const past = { ...slip, rows: slip.rows.filter(({ kind }) => kind !== "expiry"), more: [...slip.more, goodUntil(terms.expiresAt)] };
  const file = receiptFileName(terms.withdrawalId);
  return (
    <article className="mx-auto grid w-full max-w-2xl gap-5">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h1 className="text-20 font-strong">Receipt</h1>
          <p className="text-13 text-ink-2">Settled {exactTime(settlement.settledAt)}</p>
        </div>
        <div className="flex flex-wrap gap-2" data-print="no">
          <a
            href={`/api/withdrawals/${encodeURIComponent(terms.withdrawalId)}/receipt`}
            download={file}
            className={buttonStyles({ look: "primary" })}
          >
            <Download aria-hidden="true" size={16} strokeWidth={1.75} />
            Download as JSON
          </a>
          <PrintButton />
        </div>
      </header>
      <Slip content={past} termsHash={termsHash} locale={locale} nowSeconds={nowSeconds} closing="Exactly this was approved." />
      <Approved receipt={receipt} />
      <Paid receipt={receipt} />
      <Check receipt={receipt} file={file} />
    </article>
  );
}

const goodUntil = (expiresAt: string) => ({ label: "Terms were good until", kind: "time", value: expiresAt }) as const;

function Approved({ receipt: { approval } }: Pick<ReceiptViewProps, "receipt">) {
  const { proves, provesNot } = proofText(approval.proof);
  return (
    <Card title="How it was approved">
      <p className="max-w-prose">{proves}</p>
      <p className="max-w-prose text-ink-2">{provesNot}</p>
      <Lines>
        <Line name="Approved at">{exactTime(approval.approvedAt)}</Line>
        {approval.proof === "passkey" ? (
          <>
            <Line name="Key fingerprint" isCode>
              {approval.keyFingerprint}
            </Line>
            <Line name="Signed at" isCode>
              {approval.origin}
            </Line>
          </>
        ) : null}
      </Lines>
    </Card>
  );
}

function Paid({ receipt: { settlement, digest, termsHash } }: Pick<ReceiptViewProps, "receipt">) {
  return (
    <Card title="What was paid">
      <Lines>
        <Line name="Transaction" isCode>
          {settlement.txHash}
        </Line>
        <Line name="In block" isCode>
          {settlement.blockNumber}
        </Line>
        <Line name="From" isCode>
          {settlement.sender}
        </Line>
        <Line name="Confirmations">{String(settlement.confirmations)}</Line>
        <Line name="Hash of the terms" isCode>
          {termsHash}
        </Line>
        <Line name="Digest of this receipt" isCode>
          {digest}
        </Line>
      </Lines>
    </Card>
  );
}

function Check({ receipt, file }: { readonly receipt: ReceiptDto; readonly file: string }) {
  const command = verifyCommand(receipt, file);
  return (
    <Card title="Check it without us">
      <p className="max-w-prose">
        Anybody can check every line of the file offline, with the source of Holdfast and no account. A changed byte makes it fail.
      </p>
      <pre className="rounded-control bg-surface-2 p-3 font-mono text-13 break-all whitespace-pre-wrap">{command}</pre>
      <div data-print="no">
        <CopyButton text={command} label="Copy the command" />
      </div>
    </Card>
  );
}

function Lines({ children }: { readonly children: ReactNode }) {
  return <dl className="grid gap-2">{children}</dl>;
}

function Line({ name, isCode = false, children }: { readonly name: string; readonly isCode?: boolean; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[11rem_1fr]">
      <dt className="text-ink-2">{name}</dt>
      <dd className={`min-w-0 break-all ${isCode ? "font-mono text-13 leading-6" : ""}`}>{children}</dd>
    </div>
  );
}
