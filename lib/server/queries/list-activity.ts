// The activity screen's query. It asks for the trader itself, whoever asked before.
import "server-only";
import type { ActivityDto } from "@/lib/contracts/activity";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import { requireTrader } from "@/lib/server/session/require-trader";
import { readActivity } from "./read-activity";

/**
 * One page of the signed-in trader's activity, after `cursor` (null: the newest). Throws RefusalError without a session, and with
 * `invalid_request` for a cursor that is not ours; UnavailableError("database") on an outage.
 */
export async function listActivity(cursor: string | null): Promise<ActivityDto> {
  const { sub } = await requireTrader();
  const page = await readActivity({ database: services().database }, sub, cursor);
  if (!page.ok) throw new RefusalError({ code: "invalid_request", detail: "This cursor is not one of ours." });
  return page.value;
}
