// Cost basis first in, first out: what leaves is what came in first. One fold over the events of one asset, whatever booked them, so that a new kind
// of booking needs one mapping and no second arithmetic.
import { shareOf } from "./share-of";

/**
 * One movement of one asset. Amounts are base units above zero; `usdUnits` has USD_DECIMALS decimals and is null when nobody knows it.
 * `acquire`: came in, at that cost. `dispose`: was sold, for that. `fee`: was kept as a fee, worth that at the time. `move_out`: left to an address
 * of the trader's own choice, which is no sale.
 */
export interface AssetEvent {
  readonly kind: "acquire" | "dispose" | "fee" | "move_out";
  readonly amountBaseUnits: bigint;
  readonly usdUnits: bigint | null;
  readonly atSeconds: number;
  /** What it stands for, such as a transfer's reference. */
  readonly reference: string;
}

/** What is left of one acquisition. */
export interface Lot {
  readonly openedAtSeconds: number;
  readonly reference: string;
  readonly amountBaseUnits: bigint;
  readonly costUsdUnits: bigint | null;
}

/** The part of one lot that one event took. `openedAtSeconds` is null where more left than is known to have come in. */
export interface Close {
  readonly kind: "dispose" | "fee" | "move_out";
  readonly atSeconds: number;
  readonly openedAtSeconds: number | null;
  readonly reference: string;
  readonly amountBaseUnits: bigint;
  readonly costUsdUnits: bigint | null;
  /** What it brought, or what a fee was worth; null when unknown and for what was moved out. */
  readonly proceedsUsdUnits: bigint | null;
  /** Only of a sale, and only when both sides are known. */
  readonly gainUsdUnits: bigint | null;
}

export interface CostBasis {
  /** Oldest first. */
  readonly lots: readonly Lot[];
  readonly closes: readonly Close[];
  /** The cost of all lots left; null as soon as one is unknown, because a part of the truth would look like the whole. */
  readonly costUsdUnits: bigint | null;
  /** The gains of all sales; zero without a sale, null when one of them is unknown. */
  readonly realisedUsdUnits: bigint | null;
  readonly feesBaseUnits: bigint;
  /** What the fees were worth when they were paid; null when one is unknown. */
  readonly feesUsdUnits: bigint | null;
}

/**
 * Folds events, given in the order of the books, into what is left and what was closed. Shares are rounded down and the rest stays with what
 * is left, so that costs taken and costs left always sum to what was paid. Every order of events gives an answer.
 */
export function fifoCost(events: readonly AssetEvent[]): CostBasis {
  const lots: Lot[] = [];
  const closes: Close[] = [];
  for (const event of events) {
    if (event.kind === "acquire") lots.push(lotOf(event));
    else closes.push(...close(lots, event, event.kind));
  }
  const sales = closes.filter(({ kind }) => kind === "dispose");
  const fees = closes.filter(({ kind }) => kind === "fee");
  return {
    lots,
    closes,
    costUsdUnits: sumOf(lots.map(({ costUsdUnits }) => costUsdUnits)),
    realisedUsdUnits: sumOf(sales.map(({ gainUsdUnits }) => gainUsdUnits)),
    feesBaseUnits: fees.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n),
    feesUsdUnits: sumOf(fees.map(({ proceedsUsdUnits }) => proceedsUsdUnits)),
  };
}

const lotOf = ({ atSeconds, reference, amountBaseUnits, usdUnits }: AssetEvent): Lot => ({
  ...{ openedAtSeconds: atSeconds, reference, amountBaseUnits, costUsdUnits: usdUnits },
});

/** Takes `event` out of `lots`, oldest first, and says what was taken from each. */
function close(lots: Lot[], event: AssetEvent, kind: Close["kind"]): Close[] {
  const closes: Close[] = [];
  let left = event.amountBaseUnits;
  let usdLeft = kind === "move_out" ? null : event.usdUnits;
  while (left > 0n) {
    const taken = takeFirst(lots, left);
    const proceeds = knownShare(usdLeft, taken.amountBaseUnits, left);
    closes.push({
      ...{ kind, atSeconds: event.atSeconds, reference: event.reference, ...taken, proceedsUsdUnits: proceeds },
      gainUsdUnits: kind === "dispose" && proceeds !== null && taken.costUsdUnits !== null ? proceeds - taken.costUsdUnits : null,
    });
    left -= taken.amountBaseUnits;
    usdLeft = usdLeft === null || proceeds === null ? null : usdLeft - proceeds;
  }
  return closes;
}

/** Takes up to `wanted` from the oldest lot; what no lot covers is taken from nowhere, at an unknown cost. */
function takeFirst(lots: Lot[], wanted: bigint): Pick<Close, "openedAtSeconds" | "amountBaseUnits" | "costUsdUnits"> {
  const first = lots.shift();
  if (first === undefined) return { openedAtSeconds: null, amountBaseUnits: wanted, costUsdUnits: null };
  const { openedAtSeconds, costUsdUnits } = first;
  if (first.amountBaseUnits <= wanted) return { openedAtSeconds, amountBaseUnits: first.amountBaseUnits, costUsdUnits };
  const cost = knownShare(costUsdUnits, wanted, first.amountBaseUnits);
  lots.unshift({
    ...first,
    amountBaseUnits: first.amountBaseUnits - wanted,
    costUsdUnits: costUsdUnits === null || cost === null ? null : costUsdUnits - cost,
  });
  return { openedAtSeconds, amountBaseUnits: wanted, costUsdUnits: cost };
}

const knownShare = (usd: bigint | null, part: bigint, whole: bigint): bigint | null => (usd === null ? null : shareOf(usd, part, whole));

function sumOf(parts: readonly (bigint | null)[]): bigint | null {
  let sum = 0n;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return sum;
}
