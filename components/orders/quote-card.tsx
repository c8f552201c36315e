import type { ReactNode } from "react";
import { Amount } from "@/components/money/amount";
import { Notice } from "@/components/ui/notice";
import { SupportCode } from "@/components/ui/support-code";
import type { LiveQuote } from "@/lib/client/use-quote";
import type { OrderQuoteDto, TradableDto } from "@/lib/contracts/orders";
import { percentText } from "./order-words";

interface QuoteCardProps {
  readonly live: LiveQuote;
  /** Whether the form is filled far enough to be asked about. */
  readonly isAsked: boolean;
  readonly pay: TradableDto | undefined;
  readonly receive: TradableDto | undefined;
  readonly locale: string;
}

// From here on an order pays noticeably for its own size.
const IMPACT_BPS_NOTED = 200;

/** What the exchange offers now and how old that is. It keeps its height, so that nothing jumps when an answer comes. */
export function QuoteCard({ live: { quote, failure, ageSeconds }, isAsked, pay, receive, locale }: QuoteCardProps) {
  return (
    <section aria-label="Quote" className="grid min-h-44 content-start gap-3 rounded-control border border-line bg-surface-2 p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-13 font-strong">Quote</h2>
        {quote === null ? null : (
          <p className="text-12 text-ink-2">{ageSeconds < 1 ? "Just now" : `${ageSeconds.toString()} s ago`}, from the exchange</p>
        )}
      </div>
      {failure !== null ? (
        <div role="status" className="grid gap-1">
          <p>
            {failure.happened} {failure.next}
          </p>
          <SupportCode code={failure.code} requestId={failure.requestId} />
        </div>
      ) : quote === null || pay === undefined || receive === undefined ? (
        <p className="text-ink-2">{isAsked ? "Asking the exchange…" : "Fill in the order to see what the exchange offers for it."}</p>
      ) : (
        <Offer quote={quote} pay={pay} receive={receive} locale={locale} />
      )}
    </section>
  );
}

interface OfferProps {
  readonly quote: OrderQuoteDto;
  readonly pay: TradableDto;
  readonly receive: TradableDto;
  readonly locale: string;
}

function Offer({ quote, pay, receive, locale }: OfferProps) {
  const { priceImpactBps } = quote;
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-1">
        <Line name="You receive about">
          <span className="text-20 font-strong">
            <Amount value={quote.receiveAmount} locale={locale} className="[overflow-wrap:anywhere]" /> {receive.asset}
          </span>
        </Line>
        <Line name="At least">
          <Amount value={quote.receiveAmountMin} locale={locale} className="[overflow-wrap:anywhere]" /> {receive.asset}
        </Line>
        <Line name={`One ${pay.asset}`}>
          <Amount value={quote.rate} locale={locale} className="[overflow-wrap:anywhere]" /> {receive.asset}
        </Line>
        <Line name="Your order moves the price by">{priceImpactBps === null ? "Not known" : percentText(priceImpactBps)}</Line>
        <Line name="Route">{quote.route.join(" → ")}</Line>
      </dl>
      {priceImpactBps !== null && priceImpactBps >= IMPACT_BPS_NOTED ? (
        <Notice look="hold">This market is thin for an order of this size. A smaller one pays a better price.</Notice>
      ) : null}
    </>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-13 text-ink-2">{name}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </>
  );
}
