import type { PoolAddress } from "@/lib/client/pool-address";

/** What every approval needs to know of the page it stands on. */
export interface ApprovalContext {
  readonly pool: PoolAddress;
  readonly email: string;
  readonly locale: string;
  /** The server's time as the page was made. */
  readonly nowSeconds: number;
}
