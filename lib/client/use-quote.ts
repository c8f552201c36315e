// A quote is a moment's answer: it is asked for once typing rests, and again while the page is looked at, and it says how old it is.
import { useEffect, useState } from "react";
import type { OrderQuoteDto, OrderQuoteRequest } from "@/lib/contracts/orders";
import type { Failure } from "./explain-failure";
import { explainOnDemand } from "./explain-on-demand";
import { quoteOrder } from "./orders";

const REST_MS = 350;
const AGAIN_MS = 10_000;

/** The last answer to exactly what is asked now; both are null before the first one. */
export interface LiveQuote {
  readonly quote: OrderQuoteDto | null;
  readonly failure: Failure | null;
  /** Whole seconds since the quote came. */
  readonly ageSeconds: number;
}

interface Answer {
  readonly key: string;
  readonly quote: OrderQuoteDto | null;
  readonly failure: Failure | null;
  readonly atMs: number;
}

const NOTHING: LiveQuote = { quote: null, failure: null, ageSeconds: 0 };

/** Keeps a fresh quote for `request`; null asks for nothing. */
export function useQuote(request: OrderQuoteRequest | null): LiveQuote {
  const key = request === null ? "" : JSON.stringify(request);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [nowMs, setNowMs] = useState(0);
  useEffect(() => {
    if (key === "") return undefined;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const show = (quote: OrderQuoteDto | null, failure: Failure | null): void => {
      if (isOver) return;
      setNowMs(Date.now());
      setAnswer({ key, quote, failure, atMs: Date.now() });
    };
    const ask = async (): Promise<void> => {
      // A page that nobody sees asks nothing.
      if (!document.hidden) {
        await quoteOrder(JSON.parse(key) as OrderQuoteRequest).then(
          (quote) => {
            show(quote, null);
          },
          async (thrown: unknown) => {
            show(null, await explainOnDemand(thrown));
          },
        );
      }
      if (!isOver) timer = setTimeout(() => void ask(), AGAIN_MS);
    };
    timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [key]);
  useEffect(() => {
    if (key === "") return undefined;
    const timer = setInterval(() => {
      setNowMs(Date.now());
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, [key]);
  if (answer?.key !== key) return NOTHING;
  return { quote: answer.quote, failure: answer.failure, ageSeconds: Math.max(0, Math.floor((nowMs - answer.atMs) / 1_000)) };
}
