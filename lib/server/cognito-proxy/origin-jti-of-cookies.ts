// Which session the cookies name, even when its access token is past its end. Refreshing and signing out need it to tell a page
// that shows another session; they prove nothing by it.
import "server-only";
import { COOKIES } from "@/lib/server/session/cookies";
import { claimsDespiteTime, verifyAccessToken } from "@/lib/server/tokens/verify-access-token";

import type { Exchange } from "./exchange";

/** The `origin_jti` of the access cookie; null without one, with one that does not verify, or while the pool's keys are out of reach. */
export async function originJtiOfCookies(exchange: Exchange): Promise<string | null> {
  const token = exchange.cookies.get(COOKIES.access);
  if (!token) return null;
  const judged = await verifyAccessToken(token, exchange.nowSeconds).catch(() => null);
  return (judged && claimsDespiteTime(judged)?.originJti) ?? null;
}
