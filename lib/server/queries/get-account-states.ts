// The states of the signed-in trader's account, each with the code that the support desk sees beside it.
import "server-only";
import type { AccountStatesDto } from "@/lib/contracts/account-states";
import { services } from "@/lib/server/services";
import { requireTrader } from "@/lib/server/session/require-trader";
import { attemptsKey } from "@/lib/server/cognito-proxy/derive-key";
import { nameOf } from "@/lib/server/session/known-addresses";
import { readAccountStates } from "@/lib/server/standing/read-account-states";

/** The trader's states. Stops the request when nobody is signed in; throws UnavailableError when the database is down. */
export async function getAccountStates(): Promise<AccountStatesDto> {
  const { sub, email } = await requireTrader();
  return readAccountStates(services().database, { sub, accountKey: attemptsKey(nameOf(email)) }, services());
}
