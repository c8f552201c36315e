// The one wrapper of the desk's pages: the operator first, then the page. A page of the desk outside it turns the house check red.
import "server-only";
import type { ReactNode } from "react";
import { findRow } from "@/lib/contracts/find-route";
import { invariant } from "@/lib/ground/invariant";
import { requireOperator, type Operator } from "@/lib/server/operators/require-operator";
import { signedInPage, type PageAddress, type PageProps } from "./signed-in-page";

/** What a page of the desk is given. */
export interface OperatorPageInput extends PageAddress {
  readonly operator: Operator;
}

/** Wraps the page at the manifest's row `path`: strangers go to the desk's sign-in, expired sessions to its refresh, and where no desk is served nothing is there. */
export function operatorPage(
  path: string,
  render: (input: OperatorPageInput) => Promise<ReactNode> | ReactNode,
): (props: PageProps) => Promise<ReactNode> {
  const row = findRow(path);
  invariant(row?.kind === "page" && row.audience === "operator", `${path} is no page of the desk in the route manifest`);
  return async function OperatorPage(props) {
    return signedInPage({ path, side: "desk" }, props, async (address) => render({ operator: await requireOperator(), ...address }));
  };
}
