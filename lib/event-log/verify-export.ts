// Whether an export is what was sealed: read line by line, from nothing but the file. Everything that can be wrong with it has a name.
import type { z } from "zod";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { EXPORT_END, EXPORT_HEADER, EXPORT_HOLE, EXPORT_LINE } from "./export-lines";
import { sealHash } from "./sealed-event";

/** What is wrong, and in which line of the file (counted from one). */
export interface ExportFault {
  readonly line: number;
  readonly fault:
    | "not_an_export"
    | "unreadable_line"
    | "line_missing"
    | "line_out_of_order"
    | "line_changed"
    | "event_missing"
    | "end_missing"
    | "end_differs"
    | "line_after_the_end"
    | "anchor_not_in_file"
    | "anchor_differs";
  readonly sentence: string;
}

/** A head of the chain that was told outside of the database. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

/** What a good file holds. */
export interface VerifiedExport {
  readonly count: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly hash: string;
}

type Entry = z.infer<typeof EXPORT_LINE> | z.infer<typeof EXPORT_HOLE>;

/** Verifies the lines of an export. `anchor`, where one is given, must lie in the file or be the place right before it. */
export async function verifyExport(
  lines: AsyncIterable<string>,
  anchor: Anchor | null = null,
): Promise<Result<VerifiedExport, ExportFault>> {
  let number = 0;
  let state: { firstSeq: number; nextSeq: number; hash: string } | null = null;
  let end: z.infer<typeof EXPORT_END> | null = null;
  let isAnchored = anchor === null;
  const fault = (name: ExportFault["fault"], sentence: string) => refuse<ExportFault>({ line: number, fault: name, sentence });
  const judgeAnchor = (seq: number, hash: string): boolean => {
    if (anchor?.seq !== seq) return true;
    isAnchored = true;
    return anchor.hash === hash;
  };

  for await (const line of lines) {
    number += 1;
    const value = parse(line);
    if (state === null) {
      const header = EXPORT_HEADER.safeParse(value);
      if (!header.success) return fault("not_an_export", "The first line is not the head of an export of security events.");
      const { firstSeq, previousHash } = header.data;
      state = { firstSeq, nextSeq: firstSeq, hash: previousHash };
      if (!judgeAnchor(firstSeq - 1, previousHash))
        return fault("anchor_differs", "The file begins after another event than the anchor's.");
      continue;
    }
    if (end !== null) return fault("line_after_the_end", "There is a line after the end of the export.");
    const closing = EXPORT_END.safeParse(value);
    if (closing.success) {
      end = closing.data;
      const count = state.nextSeq - state.firstSeq;
      if (end.count !== count || end.lastSeq !== state.nextSeq - 1 || end.hash !== state.hash)
        return fault(
          "end_differs",
          `The export says that it ends at ${end.lastSeq.toString()}, and the events end at ${(state.nextSeq - 1).toString()}.`,
        );
      continue;
    }
    const entry = entryOf(value);
    if (entry === null) return fault("unreadable_line", "This line is no event in the form of an export.");
    if (entry.seq > state.nextSeq)
      return fault("line_missing", `Event ${state.nextSeq.toString()} of the chain is missing before this line.`);
    if (entry.seq < state.nextSeq)
      return fault("line_out_of_order", `Event ${entry.seq.toString()} of the chain stands in the wrong place, or twice.`);
    if ("missing" in entry)
      return fault("event_missing", `Event ${entry.seq.toString()} of the chain was sealed and is no longer in the database.`);
    const { hash, ...content } = entry;
    if (sealHash(state.hash, content) !== hash)
      return fault("line_changed", `Event ${entry.seq.toString()} of the chain, or one before it, is not what was sealed.`);
    if (!judgeAnchor(entry.seq, hash))
      return fault("anchor_differs", `Event ${entry.seq.toString()} of the chain has another hash than the anchor.`);
    state = { ...state, nextSeq: entry.seq + 1, hash };
  }

  if (state === null) return fault("not_an_export", "The file is empty.");
  if (end === null) return fault("end_missing", "The export has no end: something was cut off, or it was never finished.");
  if (!isAnchored) return fault("anchor_not_in_file", "The anchor's event is not in this file.");
  return accept({ count: end.count, firstSeq: state.firstSeq, lastSeq: end.lastSeq, hash: state.hash });
}

function entryOf(value: unknown): Entry | null {
  const line = EXPORT_LINE.safeParse(value);
  if (line.success) return line.data;
  const hole = EXPORT_HOLE.safeParse(value);
  return hole.success ? hole.data : null;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
