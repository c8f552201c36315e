// What every act of the desk brings along: whether it can be done now, and how. It runs in the transaction of its approval, as the desk's role, about
// exactly one trader; the database lets it touch nothing that the approved request does not name.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import type { Transaction } from "@/lib/server/postgres/database";
import type { RequestRow } from "../request-row";
import type { SupportParts } from "../support-parts";

/** What an act is about. */
export interface ActSubject {
  readonly trader: string;
  readonly subjectId: string;
}

/** One act. */
export interface DeskEffect {
  /** Seconds that it makes somebody wait, as the terms say; null where it has no wait. */
  readonly waitSeconds: number | null;
  /** The refusal, or null when it can be done now. Asked when the request is drafted, and again when it is approved. */
  judge(tx: Transaction, subject: ActSubject, nowSeconds: number): Promise<Refusal | null>;
  /** Does it. `judge` has just said yes in the same transaction. */
  carryOut(tx: Transaction, request: RequestRow, parts: SupportParts, nowSeconds: number): Promise<void>;
}

/** The subject of an act that is about the account itself. */
export const ACCOUNT = "self";

/** The refusal of a subject that the act cannot have, or null. */
export const refuseOtherSubject = ({ subjectId }: ActSubject): Refusal | null =>
  subjectId === ACCOUNT ? null : { code: "not_found", detail: "This act is about the account itself." };
