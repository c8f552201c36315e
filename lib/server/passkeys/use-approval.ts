// The approval of a change to the ways in, used in the transaction of the change itself.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import type { Trader } from "@/lib/server/session/trader";
import { consumeGrant } from "@/lib/server/step-up/consume-grant";
import { CREDENTIAL_ACTS, type CredentialPurpose } from "@/lib/server/step-up/credential-act";

/** Makes the act's terms again and uses the grant for exactly them. Throws RefusalError with what describing the act or using the grant refuses. */
export async function useApproval(
  tx: Transaction,
  trader: Trader,
  { purpose, subjectId }: { readonly purpose: CredentialPurpose; readonly subjectId: string },
  grantId: string | undefined,
  nowSeconds: number,
): Promise<void> {
  const described = await CREDENTIAL_ACTS[purpose](tx, trader, subjectId, nowSeconds);
  if (!described.ok) throw new RefusalError(described.refusal);
  const used = await consumeGrant(tx, trader, grantId, { purpose, subjectId, termsHash: described.value.termsHash }, nowSeconds);
  if (!used.ok) throw new RefusalError(used.refusal);
}
