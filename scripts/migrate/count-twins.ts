// The first reading of the export: what stands in it more than once. A row can be judged only when the whole file is known.
import { readLegacyRow } from "@/lib/migration/legacy-row";
import { readRows } from "./read-rows";

/** How often a name stands in the file; 1 for most. */
export interface Twins {
  readonly rows: number;
  legacyIdTimes(legacyId: string): number;
  /** Among accounts that are active and proven. */
  emailTimes(email: string): number;
}

const add = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** Reads the file once; some 200 bytes a row are kept. */
export async function countTwins(file: string): Promise<Twins> {
  const [ids, emails] = [new Map<string, number>(), new Map<string, number>()];
  let rows = 0;
  for await (const { fields } of readRows(file)) {
    rows += 1;
    const row = readLegacyRow(fields);
    if (!row.ok) continue;
    add(ids, row.value.legacyId);
    if (row.value.isActive && row.value.isEmailVerified) add(emails, row.value.email);
  }
  return { rows, legacyIdTimes: (id) => ids.get(id) ?? 0, emailTimes: (email) => emails.get(email) ?? 0 };
}
