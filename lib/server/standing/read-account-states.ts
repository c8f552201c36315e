// One answer for trader and desk: the facts of an account, judged by the one rule.
import "server-only";
import type { AccountStatesDto } from "@/lib/contracts/account-states";
import type { Database } from "@/lib/server/postgres/database";
import type { Services } from "@/lib/server/services";
import { accountStates } from "@/lib/standing/account-states";
import { readStandingFacts, type StandingSubject } from "./read-standing-facts";

/** The states of one account, through either role's database. Throws UnavailableError("database"). */
export async function readAccountStates(
  database: Database,
  subject: StandingSubject,
  {
    settings,
    clock,
  }: Pick<Services, "clock"> & { readonly settings: Pick<Services["settings"], "sessionAbsoluteSeconds" | "sessionIdleSeconds"> },
): Promise<AccountStatesDto> {
  const nowSeconds = clock.nowSeconds();
  const facts = await database.asTrader(subject.sub, (tx) => readStandingFacts(tx, subject, nowSeconds));
  return { nowSeconds, states: accountStates(facts, settings, nowSeconds) };
}
