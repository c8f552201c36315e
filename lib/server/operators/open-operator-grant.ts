// The start of an approval at the desk: what will happen is written down, hashed and bound to this session, and the operator's passkeys are named.
import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { canonicalJson } from "@/lib/approval/canonical-json";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { hashOfTermsText } from "@/lib/approval/terms-hash";
import type { OperatorGrantDto } from "@/lib/contracts/operator-step-up";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { GRANT_OPEN_SECONDS } from "@/lib/policy/account-policy";
import type { OperatorAct } from "@/lib/policy/operator-act";
import type { Transaction } from "@/lib/server/postgres/database";
import { isoOf } from "@/lib/server/step-up/iso-of";
import { actAsOperator } from "./act-as-operator";
import { deskParts, type DeskParts } from "./desk-parts";
import type { Operator } from "./operator";
import { insertOperatorGrant, type NewOperatorGrant } from "./operator-grant-row";
import { findCountingKeys } from "./operator-passkey-row";
import { recordOperatorEvent } from "./record-operator-event";

/** What is to be approved. `terms` says exactly what will happen, and everything of it that a person must read. */
export interface OperatorActToApprove {
  readonly operator: Operator;
  readonly act: OperatorAct;
  readonly subjectId: string;
  readonly terms: Readonly<Record<string, string | number | null>>;
}

const NO_KEY: Refusal = {
  code: "forbidden",
  detail: "This takes a passkey of yours that counts. A new one counts after a day, or once a colleague has confirmed it.",
};

/**
 * Opens a grant in `tx` for this session and this act; it can be proven for five minutes. Refuses `forbidden` for an operator without a passkey that
 * counts. `tx` is one of the desk's role and acts as the operator from here on.
 */
export async function openOperatorGrant(
  tx: Transaction,
  { operator, act, subjectId, terms }: OperatorActToApprove,
  nowSeconds: number,
  parts: Pick<DeskParts, "settings"> = deskParts(),
): Promise<Result<OperatorGrantDto, Refusal>> {
  await actAsOperator(tx, operator.sub);
  const keys = await findCountingKeys(tx, operator.sub, nowSeconds);
  if (keys.length === 0) return refuse(NO_KEY);
  const text = canonicalJson(terms);
  const grant: NewOperatorGrant = {
    ...{ id: randomUUID(), sub: operator.sub, sessionId: operator.sessionId, purpose: act, subjectId },
    ...{ terms: text, termsHash: hashOfTermsText(text), nonce: randomBytes(32) },
    ...{ openedAtSeconds: nowSeconds, expiresAtSeconds: nowSeconds + GRANT_OPEN_SECONDS },
  };
  await insertOperatorGrant(tx, grant);
  const detail = { grantId: grant.id, act, subjectId };
  await recordOperatorEvent(tx, { kind: "step_up_opened", sub: operator.sub, sessionId: operator.sessionId, detail }, nowSeconds);
  return accept({
    grantId: grant.id,
    expiresAt: isoOf(grant.expiresAtSeconds),
    termsHash: grant.termsHash,
    passkey: {
      challenge: stepUpChallenge(grant.nonce, grant.termsHash, "holdfast-ops-step-up-v1"),
      rpId: parts.settings.relyingPartyId,
      allowCredentials: keys.map((key) => ({ type: "public-key", id: key.credentialId, transports: key.transports })),
      userVerification: "required",
      timeout: GRANT_OPEN_SECONDS * 1_000,
    },
  });
}
