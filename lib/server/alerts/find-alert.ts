// One alert by its id.
import "server-only";
import type { AlertDto } from "@/lib/contracts/alerts";
import type { Database } from "@/lib/server/postgres/database";
import { alertDto, SELECT_ALERT, type AlertRow } from "./alert-row";

/** The alert, or null for an id that is none. Who asks is the caller's to have proven. */
export async function findAlert(desk: Database, id: string): Promise<AlertDto | null> {
  const [row] = await desk.asService((tx) => tx.query<AlertRow>(`${SELECT_ALERT} WHERE a.id::text = $1`, [id]));
  return row === undefined ? null : alertDto(row);
}
