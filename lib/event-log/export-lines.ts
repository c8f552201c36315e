// The export of the security log: one JSON document per line. The first says where in the chain it begins, the last where it ends, so that nothing can
// be cut off unseen.
import * as z from "zod";
import { canonicalJson } from "@/lib/approval/canonical-json";
import type { SealedContent } from "./sealed-event";

const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const SEQ = z.int().min(1);

export const EXPORT_HEADER = z.strictObject({
  format: z.literal("holdfast-security-events"),
  version: z.literal(1),
  firstSeq: SEQ,
  /** Of the event before the first one here; zeros before the first of all. */
  previousHash: HASH,
});
export const EXPORT_LINE = z.strictObject({
  seq: SEQ,
  id: z.string().regex(/^[1-9]\d{0,18}$/),
  at: z.string(),
  sub: z.string().nullable(),
  sessionId: z.string().nullable(),
  kind: z.string(),
  detail: z.record(z.string(), z.json()),
  sealedAt: z.string(),
  hash: HASH,
});
/** A seal whose event is not there: somebody has removed it. */
export const EXPORT_HOLE = z.strictObject({ seq: SEQ, missing: z.literal(true), hash: HASH });
export const EXPORT_END = z.strictObject({ end: z.literal(true), count: z.int().min(0), lastSeq: z.int().min(0), hash: HASH });

/** The first line. */
export const headerLine = (firstSeq: number, previousHash: string): string =>
  canonicalJson({ format: "holdfast-security-events", version: 1, firstSeq, previousHash });

/** The line of one event, or of a seal whose event is gone. */
export const eventLine = (
  event: (SealedContent & { readonly hash: string }) | { readonly seq: number; readonly missing: true; readonly hash: string },
): string => canonicalJson(event);

/** The last line. */
export const endLine = (count: number, lastSeq: number, hash: string): string => canonicalJson({ end: true, count, lastSeq, hash });
