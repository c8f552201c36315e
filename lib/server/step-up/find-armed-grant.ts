// Operations that speak another protocol than ours carry no grant id; the gate in front of them asks for the one that is ready.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import type { Trader } from "@/lib/server/session/trader";
import type { Purpose } from "@/lib/policy/purpose";

/** The newest proven, unused and unexpired grant of this session for this act, or null. It is not locked; consumeGrant judges it again. */
export async function findArmedGrant(
  tx: Transaction,
  trader: Pick<Trader, "sub" | "sessionId">,
  purpose: Purpose,
  subjectId: string,
  nowSeconds: number,
): Promise<{ id: string; termsHash: string } | null> {
  const [found] = await tx.query<{ id: string; termsHash: string }>(
    `SELECT id, terms_hash AS "termsHash" FROM holdfast.step_up_grants
      WHERE sub = $1 AND session_id = $2 AND purpose = $3 AND subject_id = $4 AND used_at IS NULL AND proof_ends_at > to_timestamp($5)
      ORDER BY proven_at DESC, id LIMIT 1`,
    [trader.sub, trader.sessionId, purpose, subjectId, nowSeconds],
  );
  return found ?? null;
}
