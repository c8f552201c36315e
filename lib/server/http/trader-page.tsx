// The one wrapper of a trader's pages: the trader first, then the page. A page outside it turns the house check red.
import "server-only";
import type { ReactNode } from "react";
import { findRow } from "@/lib/contracts/find-route";
import { invariant } from "@/lib/ground/invariant";
import { requireTrader } from "@/lib/server/session/require-trader";
import type { Trader } from "@/lib/server/session/trader";
import { signedInPage, type PageAddress, type PageProps } from "./signed-in-page";

/** What a trader's page is given. */
export interface TraderPageInput extends PageAddress {
  readonly trader: Trader;
}

/** Wraps the page at the manifest's row `path`: strangers go to sign-in, expired sessions to their refresh, an outage says so and signs nobody out. */
export function traderPage(
  path: string,
  render: (input: TraderPageInput) => Promise<ReactNode> | ReactNode,
): (props: PageProps) => Promise<ReactNode> {
  const row = findRow(path);
  invariant(row?.kind === "page" && row.audience === "trader", `${path} is no signed-in page of the route manifest`);
  return async function TraderPage(props) {
    return signedInPage({ path, side: "trader" }, props, async (address) => render({ trader: await requireTrader(), ...address }));
  };
}
