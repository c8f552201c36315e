// Who is calling a route, by the audience of its row and by nothing else: each audience has one way in, and what the other ways would say is not asked.
import "server-only";
import type { Route } from "@/lib/contracts/route-manifest";
import { isOfDesk } from "@/lib/contracts/find-route";
import type { SignedInOperator } from "@/lib/server/operators/operator";
import { resolveOperator } from "@/lib/server/operators/resolve-operator";
import type { BearerCaller } from "@/lib/server/session/bearer-gate";
import { bearerGateOf } from "@/lib/server/session/bearer-gates";
import { BACKGROUND_HEADER } from "@/lib/server/session/require-trader";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import type { Trader } from "@/lib/server/session/trader";
import { services } from "@/lib/server/services";
import { refuseCall } from "./refuse-call";

/** A person behind cookies; null where the row is for everybody or for those who show a bearer. */
export type Person = { readonly trader: Trader } | { readonly operator: SignedInOperator } | null;

/** Where no desk is served, nothing of it is there: refuses `not_found` for every row under the desk, the public ones too. */
export function refuseAbsentDesk(route: Route): void {
  if (isOfDesk(route) && services().settings.desk === null) refuseCall({ code: "not_found" });
}

/** The program that shows a bearer; null on a row that takes none. Refuses the call for one that is not let in. */
export async function bearerOf(route: Route, { headers }: Request): Promise<BearerCaller | null> {
  const gate = bearerGateOf(route.audience);
  if (gate === null) return null;
  const admitted = await gate.admit({ route, headers, nowSeconds: services().clock.nowSeconds() });
  return admitted.ok ? admitted.value : refuseCall(admitted.refusal);
}

/** The trader or the operator that the row is for. Refuses the call for anybody else. */
export async function personOf(route: Route, request: Request): Promise<Person> {
  if (route.audience === "public" || bearerGateOf(route.audience) !== null) return null;
  const cookieHeader = request.headers.get("cookie");
  const isBackground = route.isStream === true || request.headers.get(BACKGROUND_HEADER) === "1";
  if (route.audience === "operator") {
    const resolved = await resolveOperator(cookieHeader, { isBackground });
    return resolved.ok ? { operator: resolved.value } : refuseCall(resolved.refusal);
  }
  if (route.audience !== "trader") return refuseCall({ code: "forbidden" });
  const isAct = !["GET", "HEAD"].includes(request.method);
  const resolved = await resolveTrader(cookieHeader, { isBackground, isAct });
  return resolved.ok ? { trader: resolved.value } : refuseCall(resolved.refusal);
}
