// Password and code as a proof. Whoever calls this has seen a whole second sign-in of the same trader; nothing is judged here but the grant.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import type { ProofDto } from "@/lib/contracts/step-up";
import type { Result } from "@/lib/ground/result";
import { sessionParts, type SessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { keepProof } from "./keep-proof";

/** Marks the grant proven by password and code. Refuses as findOpenGrant does. */
export async function proveByPassword(
  trader: Trader,
  grantId: string,
  nowSeconds: number,
  parts: Pick<SessionParts, "database"> = sessionParts(),
): Promise<Result<ProofDto, Refusal>> {
  return parts.database.asTrader(trader.sub, (tx) =>
    keepProof(tx, trader, grantId, { proof: "password_totp", evidence: null }, nowSeconds),
  );
}
