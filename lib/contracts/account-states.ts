// An account's states as both sides are answered them: the trader on the security page, the desk on its page of that trader.
import type { AccountState } from "@/lib/standing/account-state";

export type { AccountState } from "@/lib/standing/account-state";

/** Times are whole seconds since the Unix epoch; `nowSeconds` is the server's clock as this was written, and what is left is counted on it. */
export interface AccountStatesDto {
  readonly nowSeconds: number;
  readonly states: readonly AccountState[];
}
