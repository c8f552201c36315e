// Whether a row may become an account. Pure: what the file, the pool and earlier runs say comes in by the door.
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { LegacyRow } from "./legacy-row";
import type { RowProblem } from "./row-problem";

/** What is known around a row. */
export interface RowSurroundings {
  /** How often the legacy id stands in the file. */
  readonly legacyIdTimes: number;
  /** How many active, proven accounts of the file have the address. */
  readonly emailTimes: number;
  /** The pool's name that the legacy id has, or would get. */
  readonly username: string;
  /** The pool's name of whoever has the address there, or null. */
  readonly poolUsername: string | null;
  /** The legacy id to which an earlier run gave the address, or null. */
  readonly importedLegacyId: string | null;
  /** The address with which an earlier run imported the legacy id, or null. */
  readonly importedEmail: string | null;
}

/** "new" for a row that nobody has imported, "known" for one that an earlier run did. The first problem counts, in the order in which people can act on it. */
export function judgeRow(row: LegacyRow, around: RowSurroundings): Result<"new" | "known", RowProblem> {
  if (around.legacyIdTimes > 1) return refuse("legacy_id_twice");
  if (!row.isActive) return refuse("not_active");
  if (!row.isEmailVerified) return refuse("email_unverified");
  if (around.emailTimes > 1) return refuse("email_twice");
  if (around.importedEmail !== null && around.importedEmail !== row.email) return refuse("email_changed");
  if (around.importedLegacyId !== null && around.importedLegacyId !== row.legacyId) return refuse("email_taken");
  if (around.poolUsername !== null && around.poolUsername !== around.username) return refuse("email_taken");
  return accept(around.importedEmail === null ? "new" : "known");
}
