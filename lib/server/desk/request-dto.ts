// A request as the desk's screens see it: what is shown is read from the terms that were stored and signed.
import "server-only";
import type { DeskRequestDto, DeskTerms } from "@/lib/contracts/desk";
import { requestState } from "@/lib/desk/judge-request";
import type { Transaction } from "@/lib/server/postgres/database";
import { maskedAddresses } from "./masked-addresses";
import type { RequestRow } from "./request-row";

/** Requests in their order, as the operator `sub` sees them at `nowSeconds`. */
export async function requestDtos(
  tx: Transaction,
  rows: readonly RequestRow[],
  operatorSub: string,
  nowSeconds: number,
): Promise<readonly DeskRequestDto[]> {
  const masks = await maskedAddresses(
    tx,
    rows.map(({ trader }) => trader),
  );
  return rows.map((row) => ({
    id: row.id,
    terms: JSON.parse(row.terms) as DeskTerms,
    termsHash: row.termsHash,
    state: requestState(row, nowSeconds),
    traderMasked: masks.get(row.trader) ?? "not known",
    requestedAtSeconds: row.requestedAtSeconds,
    expiresAtSeconds: row.expiresAtSeconds,
    decidedBy: row.deciderHandle,
    decidedAtSeconds: row.decidedAtSeconds,
    isOwn: row.requestedBy === operatorSub,
  }));
}
