// The one wrapper of signed-in pages: the trader first, then the page. A page outside it turns the house check red.
import "server-only";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { findRow } from "@/lib/contracts/find-route";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import { safeReturnPath } from "@/lib/identity/safe-return-path";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { requireTrader } from "@/lib/server/session/require-trader";
import type { Trader } from "@/lib/server/session/trader";
import { services } from "@/lib/server/services";
import { RefusalError } from "./refusal-error";
import { UnavailableScreen } from "./unavailable-screen";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** What a signed-in page is given. */
export interface TraderPageInput {
  readonly trader: Trader;
  readonly params: Readonly<Record<string, string>>;
  readonly searchParams: Query;
}

interface PageProps {
  readonly params: Promise<Record<string, string>>;
  readonly searchParams: Promise<Query>;
}

/** Wraps the page at the manifest's row `path`: strangers go to sign-in, expired sessions to their refresh, an outage says so and signs nobody out. */
export function traderPage(
  path: string,
  render: (input: TraderPageInput) => Promise<ReactNode> | ReactNode,
): (props: PageProps) => Promise<ReactNode> {
  const row = findRow(path);
  invariant(row?.kind === "page" && row.audience === "trader", `${path} is no signed-in page of the route manifest`);
  return async function TraderPage(props) {
    const [params, searchParams] = await Promise.all([props.params, props.searchParams]);
    const outcome = await attempt(async () => render({ trader: await requireTrader(), params, searchParams }));
    if (outcome.kind === "page") return outcome.page;
    if (outcome.kind === "outage") return <UnavailableScreen />;
    return leave(outcome.refusal, pathOf(path, params, searchParams));
  };
}

type Outcome =
  | { readonly kind: "page"; readonly page: ReactNode }
  | { readonly kind: "outage" }
  | { readonly kind: "refusal"; readonly refusal: Refusal };

/** Only refusals and outages are caught: what Next throws to redirect, and bugs, go on their way. */
async function attempt(work: () => Promise<ReactNode>): Promise<Outcome> {
  try {
    return { kind: "page", page: await work() };
  } catch (error) {
    if (error instanceof RefusalError) return { kind: "refusal", refusal: error.refusal };
    if (!(error instanceof UnavailableError)) throw error;
    services().log.warn("dependency_down", { dependency: error.dependency, cause: error.message });
    return { kind: "outage" };
  }
}

function leave(refusal: Refusal, here: string): never {
  if (refusal.code === "session_expired") redirect(`/api/auth/refresh?to=${encodeURIComponent(safeReturnPath(here))}`);
  if (refusal.code === "not_found" || refusal.code === "invalid_request") notFound();
  redirect(`/sign-in?next=${encodeURIComponent(safeReturnPath(here))}`);
}

function pathOf(path: string, params: Readonly<Record<string, string>>, query: Query): string {
  const pathname = path.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one])),
  );
  return search.size === 0 ? pathname : `${pathname}?${search.toString()}`;
}
