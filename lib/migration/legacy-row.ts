// One row of the old store's export, read from text. What cannot be read is a problem with a name, never a guess at what was meant.
import { accept, refuse, type Result } from "@/lib/ground/result";
import { normaliseEmail } from "@/lib/identity/email-address";
import type { RowProblem } from "./row-problem";

/** A row that could be read. */
export interface LegacyRow {
  readonly legacyId: string;
  /** Normalised. */
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly isActive: boolean;
  /** Null where the export does not say. */
  readonly createdAtSeconds: number | null;
  /** As the export has it; it is counted by its kind and goes nowhere else. */
  readonly passwordHash: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

const LEGACY_ID = /^[!-~]{1,128}$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** CSV knows texts only, JSON lines know more; an empty text is nothing. */
function textOf(value: unknown): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function readTime(value: unknown): number | null | undefined {
  const text = textOf(value);
  if (text === null) return null;
  const ms = RFC_3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) || ms < 0 ? undefined : Math.floor(ms / 1_000);
}

/**
 * Reads the fields `legacyId`, `email`, `emailVerified`, `createdAt` (RFC 3339), `status` and `passwordHash`. Only the word "true" is verified, and only
 * "active" is active. Refuses with the first problem.
 */
export function readLegacyRow(fields: Fields | null): Result<LegacyRow, RowProblem> {
  if (fields === null) return refuse("unreadable");
  const legacyId = textOf(fields["legacyId"]);
  if (legacyId === null || !LEGACY_ID.test(legacyId)) return refuse("legacy_id_invalid");
  const email = normaliseEmail(textOf(fields["email"]) ?? "");
  if (!email.ok) return refuse("email_invalid");
  const createdAtSeconds = readTime(fields["createdAt"]);
  if (createdAtSeconds === undefined) return refuse("created_at_invalid");
  return accept({
    ...{ legacyId, email: email.value, createdAtSeconds, passwordHash: textOf(fields["passwordHash"]) },
    isEmailVerified: textOf(fields["emailVerified"]) === "true",
    isActive: textOf(fields["status"]) === "active",
  });
}
