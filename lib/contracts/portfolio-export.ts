// What GET /api/portfolio/export takes: which of a trader's books to write as a file.
import * as z from "zod";

export const EXPORT_QUERY = z.strictObject({ kind: z.enum(["activity", "lots", "closes"]) });
export type ExportKind = z.infer<typeof EXPORT_QUERY>["kind"];
