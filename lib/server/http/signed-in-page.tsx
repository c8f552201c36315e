// What the wrappers of signed-in pages do alike: the person first, then the page; and where a refusal leads.
import "server-only";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import type { Refusal } from "@/lib/contracts/refusal";
import { safeReturnPath, type Side } from "@/lib/identity/safe-return-path";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { services } from "@/lib/server/services";
import { RefusalError } from "./refusal-error";
import { UnavailableScreen } from "./unavailable-screen";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** What every signed-in page is given of its address. */
export interface PageAddress {
  readonly params: Readonly<Record<string, string>>;
  readonly searchParams: Query;
}

/** What Next gives a page. */
export interface PageProps {
  readonly params: Promise<Record<string, string>>;
  readonly searchParams: Promise<Query>;
}

const DOORS: Readonly<Record<Side, { readonly signIn: string; readonly refresh: string }>> = {
  trader: { signIn: "/sign-in", refresh: "/api/auth/refresh" },
  desk: { signIn: "/ops/sign-in", refresh: "/api/ops/auth/refresh" },
};

/** Renders the page at the manifest's row `path`: strangers go to their side's sign-in, expired sessions to their refresh, an outage says so and signs nobody out. */
export async function signedInPage(
  { path, side }: { readonly path: string; readonly side: Side },
  props: PageProps,
  render: (address: PageAddress) => Promise<ReactNode>,
): Promise<ReactNode> {
  const [params, searchParams] = await Promise.all([props.params, props.searchParams]);
  const outcome = await attempt(() => render({ params, searchParams }));
  if (outcome.kind === "page") return outcome.page;
  if (outcome.kind === "outage") return <UnavailableScreen />;
  return leave(outcome.refusal, pathOf(path, params, searchParams), side);
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

function leave(refusal: Refusal, here: string, side: Side): never {
  const back = encodeURIComponent(safeReturnPath(here, side));
  if (refusal.code === "session_expired") redirect(`${DOORS[side].refresh}?to=${back}`);
  if (refusal.code === "not_found" || refusal.code === "invalid_request") notFound();
  redirect(`${DOORS[side].signIn}?next=${back}`);
}

function pathOf(path: string, params: Readonly<Record<string, string>>, query: Query): string {
  const pathname = path.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one])),
  );
  return search.size === 0 ? pathname : `${pathname}?${search.toString()}`;
}
