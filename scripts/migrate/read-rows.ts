// The export, row by row, however long it is: CSV with a header line, or one JSON object a line.
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { parse } from "csv-parse";

/** One row as it stands in the file; `fields` is null for a line that is no row. */
export interface RawRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>> | null;
}

/** What a column may be called in CSV, and what it is called here. */
const COLUMNS: Readonly<Record<string, string>> = {
  legacy_id: "legacyId",
  email: "email",
  email_verified: "emailVerified",
  created_at: "createdAt",
  status: "status",
  password_hash: "passwordHash",
};
const NEEDED = ["legacyId", "email", "emailVerified", "status"] as const;

/** A file that cannot be read as what its name says, in one sentence. */
export class ExportError extends Error {
  override readonly name = "ExportError";
}

function columnsOf(header: readonly string[]): string[] {
  const names = header.map((name) => COLUMNS[name.trim().toLowerCase()] ?? name);
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new ExportError(`The header of the CSV lacks ${missing.join(", ")} (legacy_id, email, email_verified, status).`);
  return names;
}

interface CsvRecord {
  readonly record: Readonly<Record<string, unknown>>;
  readonly info: { readonly lines: number; readonly error?: unknown };
}

async function* csvRows(file: string): AsyncGenerator<RawRow> {
  const parser = parse({ bom: true, columns: columnsOf, info: true, relax_column_count: true, skip_empty_lines: true });
  // A pipe hands on what is read, but not that it failed.
  const source = createReadStream(file).on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      yield { line: info.lines, fields: info.error === undefined ? record : null };
    }
  } catch (error) {
    // A quote that is never closed swallows the rows behind it, so nothing after it can be believed.
    if (error instanceof Error && "code" in error && String(error.code).startsWith("CSV_")) throw new ExportError(error.message);
    throw error;
  }
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

async function* jsonRows(file: string): AsyncGenerator<RawRow> {
  const opened = await open(file);
  let line = 0;
  for await (const text of opened.readLines()) {
    line += 1;
    if (text.trim() !== "") yield { line, fields: objectIn(text) };
  }
}

/** Every row in the order of the file. Throws ExportError for a file that is none, and what the disk throws. */
export const readRows = (file: string): AsyncGenerator<RawRow> => (file.endsWith(".csv") ? csvRows(file) : jsonRows(file));
