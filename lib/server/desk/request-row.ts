// Rows of the desk's requests, and the statements on one of them. All run in a transaction that acts as an operator.
import "server-only";
import { invariant } from "@/lib/ground/invariant";
import { isUuid } from "@/lib/ground/is-uuid";
import type { DeskTerms } from "@/lib/contracts/desk";
import type { DeskAct } from "@/lib/desk/desk-act";
import type { RequestFacts } from "@/lib/desk/judge-request";
import { canonicalJson } from "@/lib/approval/canonical-json";
import { hashOfTermsText } from "@/lib/approval/terms-hash";
import type { Transaction } from "@/lib/server/postgres/database";

/** One request. Whole seconds since the Unix epoch; null for what has not happened. */
export interface RequestRow extends RequestFacts {
  readonly id: string;
  readonly act: DeskAct;
  readonly trader: string;
  readonly subjectId: string;
  readonly reason: string;
  /** The canonical text that was hashed. */
  readonly terms: string;
  readonly termsHash: string;
  readonly requesterHandle: string;
  readonly requestedAtSeconds: number | null;
  readonly decidedBy: string | null;
  readonly deciderHandle: string | null;
  readonly decidedAtSeconds: number | null;
  readonly carriedOutAtSeconds: number | null;
}

const SECONDS = (column: string, name: string): string => `extract(epoch FROM ${column})::float8 AS "${name}"`;
const COLUMNS = `id, act, trader, subject_id AS "subjectId", reason, terms, terms_hash AS "termsHash", requested_by AS "requestedBy",
  requester_handle AS "requesterHandle", decision, decided_by AS "decidedBy", decider_handle AS "deciderHandle",
  ${SECONDS("drafted_at", "draftedAtSeconds")}, ${SECONDS("requested_at", "requestedAtSeconds")}, ${SECONDS("expires_at", "expiresAtSeconds")},
  ${SECONDS("decided_at", "decidedAtSeconds")}, ${SECONDS("carried_out_at", "carriedOutAtSeconds")}`;

/** The request with this id, or null; a text that is no id finds nothing. `lock` keeps it from everybody else until the end. */
export async function findRequest(tx: Transaction, id: string, lock: "lock" | "read" = "read"): Promise<RequestRow | null> {
  if (!isUuid(id)) return null;
  const [row] = await tx.query<RequestRow>(
    `SELECT ${COLUMNS} FROM holdfast.desk_requests WHERE id = $1${lock === "lock" ? " FOR UPDATE" : ""}`,
    [id],
  );
  return row ?? null;
}

/** Requests that wait for somebody, the one that expires first at the head. At most 100. */
export const listOpenRequests = (tx: Transaction, nowSeconds: number): Promise<RequestRow[]> =>
  tx.query<RequestRow>(
    `SELECT ${COLUMNS} FROM holdfast.desk_requests
      WHERE requested_at IS NOT NULL AND decision IS NULL AND expires_at > to_timestamp($1) ORDER BY expires_at, id LIMIT 100`,
    [nowSeconds],
  );

/** Requests that wait for nobody any more, newest first. At most 30. */
export const listPastRequests = (tx: Transaction, nowSeconds: number): Promise<RequestRow[]> =>
  tx.query<RequestRow>(
    `SELECT ${COLUMNS} FROM holdfast.desk_requests
      WHERE requested_at IS NOT NULL AND (decision IS NOT NULL OR expires_at <= to_timestamp($1)) ORDER BY requested_at DESC, id LIMIT 30`,
    [nowSeconds],
  );

/** Requests about one trader that were made, newest first. At most 30. */
export const listRequestsAbout = (tx: Transaction, trader: string): Promise<RequestRow[]> =>
  tx.query<RequestRow>(
    `SELECT ${COLUMNS} FROM holdfast.desk_requests WHERE trader = $1 AND requested_at IS NOT NULL ORDER BY requested_at DESC, id LIMIT 30`,
    [trader],
  );

/** Writes a draft. */
export async function insertDraft(
  tx: Transaction,
  { terms, requestedBy, draftedAtSeconds }: { readonly terms: DeskTerms; readonly requestedBy: string; readonly draftedAtSeconds: number },
): Promise<RequestRow> {
  const text = canonicalJson(terms);
  await tx.query(
    `INSERT INTO holdfast.desk_requests (id, act, trader, subject_id, reason, terms, terms_hash, requested_by, requester_handle, drafted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10))`,
    [
      ...[terms.request, terms.act, terms.trader, terms.subject, terms.reason, text, hashOfTermsText(text)],
      ...[requestedBy, terms.requestedBy, draftedAtSeconds],
    ],
  );
  const row = await findRequest(tx, terms.request);
  invariant(row !== null, "a draft that was written is found");
  return row;
}

/** Marks a draft as asked for, on the grant that its operator used. */
export async function markPlaced(
  tx: Transaction,
  id: string,
  grantId: string,
  nowSeconds: number,
  expiresAtSeconds: number,
): Promise<void> {
  const rows = await tx.query(
    `UPDATE holdfast.desk_requests SET requested_at = to_timestamp($2), expires_at = to_timestamp($3), request_grant = $4
      WHERE id = $1 AND requested_at IS NULL RETURNING id`,
    [id, nowSeconds, expiresAtSeconds, grantId],
  );
  invariant(rows.length === 1, "a locked draft is placed");
}

/** A decision as it is written. Only the requester's own taking back has no grant. */
export interface Decision {
  readonly decision: "approved" | "rejected" | "withdrawn";
  readonly by: { readonly sub: string; readonly handle: string };
  readonly grantId: string | null;
}

/** Marks an open request as decided. */
export async function markDecided(tx: Transaction, id: string, { decision, by, grantId }: Decision, nowSeconds: number): Promise<void> {
  const rows = await tx.query(
    `UPDATE holdfast.desk_requests SET decision = $2, decided_by = $3, decider_handle = $4, decision_grant = $5, decided_at = to_timestamp($6)
      WHERE id = $1 AND decision IS NULL RETURNING id`,
    [id, decision, by.sub, by.handle, grantId, nowSeconds],
  );
  invariant(rows.length === 1, "a locked request is decided");
}

/** Marks an approved request as carried out; the database refuses a commit without it. */
export async function markCarriedOut(tx: Transaction, id: string, nowSeconds: number): Promise<void> {
  await tx.query("UPDATE holdfast.desk_requests SET carried_out_at = to_timestamp($2) WHERE id = $1", [id, nowSeconds]);
}
