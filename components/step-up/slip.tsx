"use client";

import type { ReactNode } from "react";
import { Amount } from "@/components/money/amount";
import { FullAddress } from "@/components/ui/full-address";
import { Notice } from "@/components/ui/notice";
import { exactTime } from "@/components/ui/server-time";
import { TimeLeft } from "@/components/ui/time-left";
import type { DestinationNote } from "./destination-note";
import type { SlipContent, SlipRow } from "./slip-rows";

interface SlipProps {
  readonly content: SlipContent;
  readonly termsHash: string;
  readonly locale: string;
  readonly nowSeconds: number;
  /** Who the address on the slip is, by the trader's own list. */
  readonly noteOf?: ((destination: string) => DestinationNote) | undefined;
  readonly onExpired?: (() => void) | undefined;
  /** What stands under the rule; the slip of a past act says something else. */
  readonly closing?: string;
}

/** What is about to be approved, like paper: everything that is bound, the amount largest, nothing rounded and nothing left out. */
export function Slip({ content, termsHash, closing = "You approve exactly this.", ...rest }: SlipProps) {
  return (
    <section aria-label={content.title} className="overflow-hidden rounded-card border border-line-strong bg-surface" data-testid="slip">
      <dl className="divide-y divide-line px-4 sm:px-5">
        {content.rows.map((row) => (
          <Line key={row.label} row={row} {...rest} />
        ))}
      </dl>
      <dl className="grid gap-x-6 gap-y-1.5 border-t border-line bg-surface-2 px-4 py-3 text-12 sm:grid-cols-2 sm:px-5">
        {content.more.map(({ label, kind, value }) => (
          <div key={label} className="flex min-w-0 flex-wrap gap-x-2">
            <dt className="text-ink-2">{label}</dt>
            <dd className={`min-w-0 break-all ${kind === "code" ? "font-mono" : ""}`}>{kind === "time" ? exactTime(value) : value}</dd>
          </div>
        ))}
      </dl>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-t-2 border-dashed border-line-strong px-4 py-3 sm:px-5">
        <span className="font-strong">{closing}</span>
        <span className="font-mono text-13 text-ink-2" title={termsHash}>
          {termsHash.slice(0, 8)}…{termsHash.slice(-8)}
        </span>
      </p>
    </section>
  );
}

type LineProps = Pick<SlipProps, "locale" | "nowSeconds" | "noteOf" | "onExpired"> & { readonly row: SlipRow };

function Line(props: LineProps) {
  const { row } = props;
  const isLarge = row.kind === "amount";
  return (
    <div className={`flex flex-wrap justify-between gap-x-6 gap-y-0.5 ${isLarge ? "items-baseline py-4" : "items-baseline py-2.5"}`}>
      <dt className="shrink-0 text-ink-2">{row.label}</dt>
      <dd className={`ml-auto min-w-0 text-right break-words ${isLarge ? "text-28 font-strong tracking-tight" : ""}`}>
        <Value {...props} />
      </dd>
    </div>
  );
}

function Value({ row, locale, nowSeconds, noteOf, onExpired }: LineProps): ReactNode {
  switch (row.kind) {
    case "amount":
    case "sum":
      return (
        <>
          <Amount value={row.value} locale={locale} className="[overflow-wrap:anywhere]" />
          {row.unit === undefined ? null : <> {row.unit}</>}
        </>
      );
    case "address":
      return <Destination address={row.value} note={noteOf?.(row.value)} />;
    case "code":
      return <span className="font-mono text-13 break-all">{row.value}</span>;
    case "time":
      return exactTime(row.value);
    case "expiry":
      return (
        <>
          {exactTime(row.value)}{" "}
          <span className="text-hold">
            · <TimeLeft until={row.value} nowSeconds={nowSeconds} {...(onExpired === undefined ? {} : { onEnd: onExpired })} /> left
          </span>
        </>
      );
    case "text":
      return row.value;
  }
}

function Destination({ address, note = UNKNOWN }: { readonly address: string; readonly note: DestinationNote | undefined }) {
  return (
    <span className="grid justify-items-end gap-1">
      {note.label === null ? null : <span className="font-strong">{note.label}</span>}
      <FullAddress address={address} className="justify-end text-ink-2" />
      {note.warning === null ? null : (
        <span className="text-left">
          <Notice look="danger">{note.warning}</Notice>
        </span>
      )}
    </span>
  );
}

const UNKNOWN: DestinationNote = { label: null, warning: null };
