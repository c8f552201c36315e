import type { PoolAddress } from "@/lib/client/pool-address";
import { services } from "@/lib/server/services";

/** What the browser needs of the pool. The client secret stands beside it and must never come along. */
export function poolAddress(): PoolAddress {
  const { userPoolId, clientId } = services().settings.pool;
  return { userPoolId, clientId };
}
