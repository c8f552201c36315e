// What a rule would remember had it been there: the swaps of its window that still stand.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import type { RuleText } from "@/lib/signals/rule";
import type { SeenSwap } from "@/lib/signals/seen-swap";
import { SWAP_COLUMNS, type SwapRow, swapOfRow } from "./swap-row";

const SWAPS_MAX = 20_000;

/** Which swaps. `pairId` narrows a rule of any pair to one. */
export interface Standing {
  readonly rule: RuleText;
  readonly pairId: number | null;
  readonly follows: ReadonlySet<string>;
  /** The last place of the feed that counts. */
  readonly untilSeq: bigint;
}

/** The swaps of the rule's window before its end, which is the newest of them, in the order of the feed; the newest 20,000 at most. */
export async function standingSwaps(tx: Transaction, { rule, pairId, follows, untilSeq }: Standing): Promise<readonly SeenSwap[]> {
  if (rule.kind === "wallet_buys") return [];
  const pair = pairId ?? rule.pairId;
  const wallets = rule.kind === "wallets_agree" ? [...follows] : null;
  const [seconds, limit] = rule.kind === "price_crosses" ? [null, 1] : [rule.windowSeconds, SWAPS_MAX];
  const rows = await tx.query<SwapRow>(
    `WITH wanted AS (
       SELECT * FROM holdfast.swaps s
        WHERE ($1::int IS NULL OR s.pair_id = $1) AND ($2::text[] IS NULL OR s.wallet = ANY ($2)) AND s.seq <= $3
        ORDER BY s.seq DESC LIMIT $5)
     SELECT ${SWAP_COLUMNS} FROM wanted s
      WHERE $4::int IS NULL OR s.at > (SELECT max(at) FROM wanted) - make_interval(secs => $4) ORDER BY s.seq`,
    [pair, wallets, untilSeq, seconds, limit],
  );
  return rows.map((row) => swapOfRow(row).swap);
}
