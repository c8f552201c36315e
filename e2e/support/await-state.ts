// Withdrawals go on by themselves; suites wait for where they end.
import type { WithdrawalDto, WithdrawalState } from "@/lib/contracts/withdrawals";
import type { AppClient } from "./app-client";
import { accepted } from "./withdrawal-calls";

const POLL_MS = 250;

/** The withdrawal once it is in one of `states`; throws with what it is instead when `timeoutMs` is over. */
export async function awaitState(
  client: AppClient,
  id: string,
  states: readonly WithdrawalState[],
  timeoutMs = 30_000,
): Promise<WithdrawalDto> {
  const endsAt = Date.now() + timeoutMs;
  for (;;) {
    const seen = accepted<WithdrawalDto>(await client.call("GET", `/api/withdrawals/${id}`));
    if (states.includes(seen.state)) return seen;
    if (Date.now() > endsAt)
      throw new Error(`The withdrawal is ${seen.state} (waits: ${String(seen.waits)}) and not ${states.join(" or ")}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
