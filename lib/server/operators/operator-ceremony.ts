// Enrolments in progress at the desk: the challenge that we saw, for one session, once.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import type { Operator } from "./operator";

/** What an enrolment in progress must match, and what stands behind it. */
export interface OperatorCeremony {
  readonly challenge: string;
  readonly relyingPartyId: string;
  readonly grantId: string | null;
}

const CEREMONY_SECONDS = 300;

/** Starts an enrolment; an earlier one of the same session is replaced. */
export async function openOperatorCeremony(
  tx: Transaction,
  operator: Pick<Operator, "sub" | "sessionId">,
  ceremony: OperatorCeremony,
  nowSeconds: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.operator_ceremonies (session_id, sub, challenge, relying_party_id, grant_id, expires_at)
     VALUES ($1, $2, $3, $4, $5, to_timestamp($6))
     ON CONFLICT (session_id) DO UPDATE
       SET challenge = excluded.challenge, relying_party_id = excluded.relying_party_id, grant_id = excluded.grant_id,
           expires_at = excluded.expires_at`,
    [operator.sessionId, operator.sub, ceremony.challenge, ceremony.relyingPartyId, ceremony.grantId, nowSeconds + CEREMONY_SECONDS],
  );
}

/** Takes the session's enrolment out, so that it can be finished once only. Null when there is none, or it is older than five minutes. */
export async function takeOperatorCeremony(
  tx: Transaction,
  operator: Pick<Operator, "sessionId">,
  nowSeconds: number,
): Promise<OperatorCeremony | null> {
  const [row] = await tx.query<OperatorCeremony & { readonly isOpen: boolean }>(
    `DELETE FROM holdfast.operator_ceremonies WHERE session_id = $1
     RETURNING challenge, relying_party_id AS "relyingPartyId", grant_id AS "grantId", expires_at > to_timestamp($2) AS "isOpen"`,
    [operator.sessionId, nowSeconds],
  );
  return row?.isOpen === true ? { challenge: row.challenge, relyingPartyId: row.relyingPartyId, grantId: row.grantId } : null;
}
