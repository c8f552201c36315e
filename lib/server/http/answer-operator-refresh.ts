// The desk's refresh, through the same two ways as the traders'.
import "server-only";
import { accept, refuse } from "@/lib/ground/result";
import { clearedOperatorSetCookies } from "@/lib/server/operators/operator-cookies";
import { deskParts } from "@/lib/server/operators/desk-parts";
import { operatorSessionDto } from "@/lib/server/operators/operator-session-dto";
import { refreshOperatorSession } from "@/lib/server/operators/refresh-operator-session";
import { resolveOperator } from "@/lib/server/operators/resolve-operator";
import { OPS_COOKIES } from "@/lib/server/session/cookies";
import type { RefreshDoor } from "./answer-refresh";

/** Renews a session of the desk. A renewal is no act of the operator. */
export const DESK_REFRESH: RefreshDoor = {
  ...{ action: "/api/ops/auth/refresh", side: "desk", signIn: "/ops/sign-in" },
  refresh: async (cookieHeader, nowSeconds) => {
    const refreshed = await refreshOperatorSession(cookieHeader, deskParts());
    const gone = { code: "unauthenticated", setCookies: clearedOperatorSetCookies() } as const;
    if (!refreshed.ok) return refuse(gone);
    if (!refreshed.value.isInTime) return refuse({ code: "unavailable", setCookies: refreshed.value.setCookies });
    const resolved = await resolveOperator(`${OPS_COOKIES.access}=${refreshed.value.accessToken}`, { isBackground: true });
    if (!resolved.ok) return refuse(gone);
    return accept({ session: operatorSessionDto(resolved.value, nowSeconds), setCookies: refreshed.value.setCookies });
  },
};
