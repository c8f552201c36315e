// A security event in the form that is sealed, exported and verified. One form for all three, so that none of them can read it differently.
import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "@/lib/approval/canonical-json";

/** What a seal covers. Times are ISO 8601 in UTC, `at` to the microsecond as the database has it. */
export interface SealedContent {
  /** The place in the chain: 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** The event's own number. These have gaps, and a slow transaction's comes late. */
  readonly id: string;
  readonly at: string;
  readonly sub: string | null;
  readonly sessionId: string | null;
  readonly kind: string;
  readonly detail: Readonly<Record<string, Json>>;
  readonly sealedAt: string;
}

/** The hash before the first event. */
export const FIRST_PREVIOUS_HASH = "0".repeat(64);

/** SHA-256, in hex, over the hash before and the canonical text (RFC 8785) of the event. */
export const sealHash = (previousHash: string, content: SealedContent): string =>
  createHash("sha256").update(`holdfast-event-v1\n${previousHash}\n`).update(canonicalJson(content)).digest("hex");
