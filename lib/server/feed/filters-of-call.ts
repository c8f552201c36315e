// The filters of an API call, or its refusal.
import "server-only";
import { parseTradeFilters, type TradeFilters } from "@/lib/contracts/trade-filters";
import { RefusalError } from "@/lib/server/http/refusal-error";

/** The filters in the query of `url`. Throws RefusalError `invalid_request`. */
export function filtersOfCall(url: string): TradeFilters {
  const parsed = parseTradeFilters(new URL(url).searchParams);
  if (!parsed.ok) throw new RefusalError({ code: "invalid_request", detail: parsed.refusal });
  return parsed.value;
}

const SEQ = /^(0|[1-9]\d{0,17})$/;

/** Where a stream resumes: the browser's own Last-Event-ID before `?after=`; null for "from now on". Throws RefusalError `invalid_request`. */
export function placeOfCall(request: Pick<Request, "headers" | "url">): bigint | null {
  const asked = new URL(request.url).searchParams.getAll("after");
  const place = request.headers.get("last-event-id") ?? asked[0] ?? null;
  if (place === null) return null;
  if (asked.length > 1 || !SEQ.test(place)) throw new RefusalError({ code: "invalid_request", detail: "This place is not one of ours." });
  return BigInt(place);
}
