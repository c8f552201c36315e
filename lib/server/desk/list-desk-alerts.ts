// The alerts for an operator: what goes on, and what went on lately. A subject is hashed here, so reading the list is no look at an account.
import "server-only";
import type { DeskAlertsDto } from "@/lib/contracts/alerts";
import { countOpenAlerts } from "@/lib/server/alerts/count-open-alerts";
import { listAlerts } from "@/lib/server/alerts/list-alerts";
import type { Operator } from "@/lib/server/operators/operator";
import { supportParts, type SupportParts } from "./support-parts";

/** One page, newest first, from after `cursor` (null: the newest), and how many go on in all. That there is an operator is what the type asks for. */
export async function listDeskAlerts(
  _operator: Operator,
  cursor: string | null,
  { database, clock }: Pick<SupportParts, "database" | "clock"> = supportParts(),
): Promise<DeskAlertsDto> {
  const [open, page] = await Promise.all([countOpenAlerts(database), listAlerts(database, cursor)]);
  return { nowSeconds: clock.nowSeconds(), open, ...page };
}
