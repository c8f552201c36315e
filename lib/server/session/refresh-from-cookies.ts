// A refresh as the browser asks for it: cookies in, cookies out.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { clearedSessionSetCookies, COOKIES, readCookies } from "./cookies";
import { refreshSession } from "./refresh-session";
import { resolveTrader } from "./resolve-trader";
import type { Trader } from "./trader";

/** Why there is no fresh session, and the Set-Cookie lines that follow from it: an absent cookie clears nothing, a refused one clears all. */
export interface RefreshRefusal {
  /** `unavailable`: the session lives and its new cookies are here, but our clock does not believe them yet. */
  readonly code: "unauthenticated" | "unavailable";
  readonly setCookies: readonly string[];
}

/** Refreshes the session of a raw Cookie header and answers its trader with the new cookies. A refresh is no act of the trader. Throws UnavailableError. */
export async function refreshFromCookies(
  cookieHeader: string | null,
): Promise<Result<{ readonly trader: Trader; readonly setCookies: readonly string[] }, RefreshRefusal>> {
  const cookies = readCookies(cookieHeader);
  const refreshToken = cookies.ok ? cookies.value.get(COOKIES.refresh) : undefined;
  // SameSite=Strict hides the cookie from a request that another site began, so its absence proves nothing about the session.
  if (!refreshToken) return refuse({ code: "unauthenticated", setCookies: [] });
  const refreshed = await refreshSession(refreshToken);
  if (!refreshed.ok) return refuse({ code: "unauthenticated", setCookies: clearedSessionSetCookies() });
  if (!refreshed.value.isInTime) return refuse({ code: "unavailable", setCookies: refreshed.value.setCookies });
  const resolved = await resolveTrader(`${COOKIES.access}=${refreshed.value.accessToken}`, { isBackground: true });
  if (!resolved.ok) return refuse({ code: "unauthenticated", setCookies: clearedSessionSetCookies() });
  return accept({ trader: resolved.value, setCookies: refreshed.value.setCookies });
}
