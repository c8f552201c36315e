// Reads of follows. Row security limits all of them to the trader of the transaction.
import "server-only";
import type { FollowDto } from "@/lib/contracts/follows";
import type { Transaction } from "@/lib/server/postgres/database";

interface FollowRow {
  readonly wallet: string;
  readonly label: string;
  readonly note: string;
  readonly created_at: Date;
}

const SELECT = "SELECT wallet, label, note, created_at FROM holdfast.follows";

/** Every follow of the transaction's trader, newest first. */
export async function findFollows(tx: Transaction): Promise<readonly FollowDto[]> {
  return (await tx.query<FollowRow>(`${SELECT} ORDER BY created_at DESC, wallet`)).map(toDto);
}

/** Those of the transaction's trader among `wallets`, by wallet. */
export async function findFollowsOf(tx: Transaction, wallets: readonly string[]): Promise<ReadonlyMap<string, FollowDto>> {
  const rows = await tx.query<FollowRow>(`${SELECT} WHERE wallet = ANY($1::text[])`, [wallets]);
  return new Map(rows.map((row) => [row.wallet, toDto(row)]));
}

const toDto = ({ wallet, label, note, created_at }: FollowRow): FollowDto => ({
  wallet,
  label,
  note,
  followedAt: created_at.toISOString(),
});
