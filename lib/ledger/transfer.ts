// The kinds of transfer, each with the one shape its postings may have. A new kind is a new row here and in the database's check.
import type { AccountKind, Side } from "@/lib/ledger/account";
import type { Posting } from "@/lib/ledger/posting";

/** Money that came in; put aside for a withdrawal or an order; put back; sent out with its fee kept; and exchanged for another asset. */
export type TransferKind = "deposit" | "hold" | "release" | "settlement" | "trade";

/** One booking for one trader, with everything that makes it the same booking when it is asked for again. */
export interface Transfer {
  readonly kind: TransferKind;
  readonly trader: string;
  /** What it stands for outside the ledger; the trader sees it. */
  readonly reference: string;
  readonly idempotencyKey: string;
  readonly occurredAtSeconds: number;
  /** What a deposit cost the trader, or what a trade was worth, in US dollars with USD_DECIMALS decimals; null when nobody said. */
  readonly costUsdUnits: bigint | null;
  readonly postings: readonly Posting[];
}

type OneSided = Exclude<TransferKind, "trade">;

/** Which account a kind may move, and on which side. */
export const POSTING_RULES: Readonly<Record<OneSided, Readonly<Partial<Record<AccountKind, Side>>>>> = {
  deposit: { custody: "debit", available: "credit" },
  hold: { available: "debit", held: "credit" },
  release: { held: "debit", available: "credit" },
  settlement: { held: "debit", custody: "credit", fees: "credit" },
};

interface Movement {
  readonly trader: string;
  readonly asset: string;
  readonly network: string;
  readonly amountBaseUnits: bigint;
}

const postingOf = (kind: OneSided, accountKind: AccountKind, { trader, asset, network, amountBaseUnits }: Movement): Posting => ({
  account:
    accountKind === "custody" || accountKind === "fees"
      ? { kind: accountKind, trader: null, asset, network }
      : { kind: accountKind, trader, asset, network },
  side: POSTING_RULES[kind][accountKind] ?? "debit",
  amountBaseUnits,
});

/** Custody receives, the trader's available money grows. */
export const depositPostings = (movement: Movement): readonly Posting[] => [
  postingOf("deposit", "custody", movement),
  postingOf("deposit", "available", movement),
];

/** Available money is put aside; the trader still owns it. */
export const holdPostings = (movement: Movement): readonly Posting[] => [
  postingOf("hold", "available", movement),
  postingOf("hold", "held", movement),
];

/** Money put aside becomes available again. */
export const releasePostings = (movement: Movement): readonly Posting[] => [
  postingOf("release", "held", movement),
  postingOf("release", "available", movement),
];

/** Money put aside leaves custody, and the fee, in the same asset, stays with the house. `feeBaseUnits` may be zero. */
export function settlementPostings(movement: Movement & { readonly feeBaseUnits: bigint }): readonly Posting[] {
  const { feeBaseUnits, amountBaseUnits } = movement;
  const held = postingOf("settlement", "held", { ...movement, amountBaseUnits: amountBaseUnits + feeBaseUnits });
  const sent = postingOf("settlement", "custody", movement);
  return feeBaseUnits === 0n ? [held, sent] : [held, sent, postingOf("settlement", "fees", { ...movement, amountBaseUnits: feeBaseUnits })];
}

/** What was put aside leaves custody, what came for it enters custody and is the trader's. Two assets, each of which sums to zero by itself. */
export const tradePostings = ({ paid, received }: { readonly paid: Movement; readonly received: Movement }): readonly Posting[] => [
  postingOf("settlement", "held", paid),
  postingOf("settlement", "custody", paid),
  postingOf("deposit", "custody", received),
  postingOf("deposit", "available", received),
];

/** Whether these are the four lines of a trade and nothing else: both halves once, of two different assets. */
export function isTrade(postings: readonly Posting[]): boolean {
  const [held, paid, taken, given] = TRADE_LINES.map(([kind, side]) =>
    postings.filter((posting) => posting.account.kind === kind && posting.side === side),
  ).map((found) => (found.length === 1 ? found[0]?.account : undefined));
  if (postings.length !== TRADE_LINES.length || !held || !paid || !taken || !given) return false;
  const isOf = (one: Posting["account"], other: Posting["account"]): boolean => one.asset === other.asset && one.network === other.network;
  return isOf(held, paid) && isOf(taken, given) && !isOf(held, given);
}

const TRADE_LINES = [
  ["held", "debit"],
  ["custody", "credit"],
  ["custody", "debit"],
  ["available", "credit"],
] as const;
