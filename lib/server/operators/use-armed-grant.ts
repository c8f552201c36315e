// Cognito's protocol has no room for a grant's id, so an enrolment or a removal looks for the one that this session has proven.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Transaction } from "@/lib/server/postgres/database";
import { consumeOperatorGrant } from "./consume-operator-grant";
import type { Operator } from "./operator";
import { findProvenGrant } from "./operator-grant-row";
import { passkeyTerms, type PasskeyAct } from "./passkey-acts";

/** Uses the proven grant of this session for exactly this act; answers its id, or null without one. `tx` must act as the operator. */
export async function useArmedGrant(
  tx: Transaction,
  operator: Operator,
  act: { readonly act: PasskeyAct; readonly subjectId: string },
  nowSeconds: number,
): Promise<string | null> {
  const armed = await findProvenGrant(tx, { sessionId: operator.sessionId, ...act }, nowSeconds);
  if (armed === null) return null;
  const terms = await passkeyTerms(tx, operator, act, nowSeconds);
  if (!terms.ok) return null;
  const used = await consumeOperatorGrant(tx, { operator, grantId: armed.id, ...act, termsHash: termsHash(terms.value) }, nowSeconds);
  return used.ok ? used.value.grantId : null;
}
