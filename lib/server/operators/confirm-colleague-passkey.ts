// A colleague vouches for a new passkey, by a passkey of their own that counts: from then on it approves. Nobody vouches for oneself.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { asOperator } from "./act-as-operator";
import { consumeOperatorGrant } from "./consume-operator-grant";
import { deskParts, type DeskParts } from "./desk-parts";
import type { Operator } from "./operator";
import { findDeskPasskey } from "./operator-passkey-row";
import { passkeyTerms } from "./passkey-acts";
import { recordOperatorEvent } from "./record-operator-event";

/** Uses the grant and lets the passkey count from now on, in one transaction. Throws RefusalError: what passkeyTerms and consumeOperatorGrant refuse. */
export async function confirmColleaguePasskey(
  operator: Operator,
  credentialId: string,
  grantId: string | undefined,
  parts: DeskParts = deskParts(),
): Promise<void> {
  const nowSeconds = parts.clock.nowSeconds();
  const act = { act: "passkey_confirm", subjectId: credentialId } as const;
  await asOperator(parts.database, operator.sub, async (tx) => {
    await findDeskPasskey(tx, credentialId, "lock");
    const terms = await passkeyTerms(tx, operator, act, nowSeconds);
    if (!terms.ok) throw new RefusalError(terms.refusal);
    const used = await consumeOperatorGrant(tx, { operator, grantId, ...act, termsHash: termsHash(terms.value) }, nowSeconds);
    if (!used.ok) throw new RefusalError(used.refusal);
    const rows = await tx.query(
      `UPDATE holdfast.operator_passkeys SET counts_from = to_timestamp($2), grant_id = $3
        WHERE credential_id = $1 AND ended_at IS NULL RETURNING credential_id`,
      [credentialId, nowSeconds, used.value.grantId],
    );
    invariant(rows.length === 1, "a locked passkey that waits is confirmed");
    const detail = { passkey: credentialId, grantId: used.value.grantId };
    await recordOperatorEvent(tx, { kind: "passkey_confirmed", sub: operator.sub, sessionId: operator.sessionId, detail }, nowSeconds);
  });
}
