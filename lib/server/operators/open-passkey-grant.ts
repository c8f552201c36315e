// The approval of an act about passkeys, opened for a screen that shows its terms.
import "server-only";
import type { OperatorGrantDto } from "@/lib/contracts/operator-step-up";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { asOperator } from "./act-as-operator";
import { deskParts, type DeskParts } from "./desk-parts";
import { openOperatorGrant } from "./open-operator-grant";
import type { Operator } from "./operator";
import { passkeyTerms, type PasskeyAct, type PasskeyTerms } from "./passkey-acts";

/** Opens the grant and answers it with its terms. Throws RefusalError for what passkeyTerms and openOperatorGrant refuse. */
export async function openPasskeyGrant(
  operator: Operator,
  act: { readonly act: PasskeyAct; readonly subjectId: string },
  parts: DeskParts = deskParts(),
): Promise<OperatorGrantDto & { readonly terms: PasskeyTerms }> {
  const nowSeconds = parts.clock.nowSeconds();
  return asOperator(parts.database, operator.sub, async (tx) => {
    const terms = await passkeyTerms(tx, operator, act, nowSeconds);
    if (!terms.ok) throw new RefusalError(terms.refusal);
    const opened = await openOperatorGrant(tx, { operator, ...act, terms: terms.value }, nowSeconds, parts);
    if (!opened.ok) throw new RefusalError(opened.refusal);
    return { ...opened.value, terms: terms.value };
  });
}
