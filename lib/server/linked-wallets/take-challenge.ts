// A nonce is used up by whoever brings it back first, in the session that it was given to.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { type GivenLink, sha256 } from "./link-message";

/** What was given out, now used. */
export interface TakenChallenge extends GivenLink {
  readonly nonceHash: Buffer;
  readonly network: string;
}

interface ChallengeRow {
  readonly network: string;
  readonly chain_id: bigint;
  readonly address: string;
  readonly message_sha256: Buffer;
  readonly expires_at: Date;
}

/** Uses the nonce up. `not_ours`: never given, to another trader, to another session, or long gone; `used`: somebody brought it already. */
export async function takeChallenge(
  tx: Transaction,
  nonce: string,
  sessionId: string,
  nowSeconds: number,
): Promise<TakenChallenge | "not_ours" | "used"> {
  const nonceHash = sha256(nonce);
  const [taken] = await tx.query<ChallengeRow>(
    `UPDATE holdfast.wallet_link_challenges SET used_at = to_timestamp($3) WHERE nonce_hash = $1 AND session_id = $2 AND used_at IS NULL
     RETURNING network, chain_id, address, message_sha256, expires_at`,
    [nonceHash, sessionId, nowSeconds],
  );
  if (taken !== undefined) {
    return {
      ...{ nonceHash, network: taken.network, chainId: Number(taken.chain_id), address: taken.address },
      ...{ messageSha256: taken.message_sha256, expiresAtSeconds: Math.floor(taken.expires_at.getTime() / 1_000) },
    };
  }
  const used = await tx.query("SELECT FROM holdfast.wallet_link_challenges WHERE nonce_hash = $1 AND session_id = $2", [
    nonceHash,
    sessionId,
  ]);
  return used.length > 0 ? "used" : "not_ours";
}
