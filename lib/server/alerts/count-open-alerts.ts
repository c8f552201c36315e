// How many attacks go on, for the desk's first page.
import "server-only";
import type { Database } from "@/lib/server/postgres/database";

/** Alerts that are not closed. Who asks is the caller's to have proven. */
export async function countOpenAlerts(desk: Database): Promise<number> {
  const [row] = await desk.asService((tx) =>
    tx.query<{ open: number }>("SELECT count(*)::int AS open FROM holdfast.alerts WHERE closed_at IS NULL"),
  );
  return row?.open ?? 0;
}
