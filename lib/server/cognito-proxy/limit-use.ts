// A limit as an operation meets it: counted, or refused in Cognito's form.
import "server-only";
import { services } from "@/lib/server/services";
import { rateLimited } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { countUse, type RatePurpose } from "./rate-limiter";

/** Counts one use under a name; throws RateLimitedException with the seconds left beyond the limit. */
export async function limitUse(purpose: RatePurpose, name: string, exchange: Exchange): Promise<void> {
  const limit = await countUse(services().database, { purpose, name, nowSeconds: exchange.nowSeconds });
  if (!limit.ok) throw rateLimited(limit.refusal.retryAfterSeconds);
}
