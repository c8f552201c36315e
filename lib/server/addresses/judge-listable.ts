// Everything besides the proof that must be so for an address to be listed: asked when a grant is opened, and again when it is used.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import type { Transaction } from "@/lib/server/postgres/database";
import { addressStateAt } from "@/lib/withdrawals/judge-address";
import { type AddressRow, isListed } from "./address-row";

/** The refusal, or null: `conflict` (approved already), `quote_expired`, `address_known` (another entry was approved meanwhile). */
export async function findListingRefusal(tx: Transaction, row: AddressRow, nowSeconds: number): Promise<Refusal | null> {
  const state = addressStateAt(row, nowSeconds);
  if (state === "expired") return { code: "quote_expired", detail: "This address was not approved in time. Add it again." };
  if (state !== "awaiting_approval") return { code: "conflict", detail: "This address was already approved." };
  return (await isListed(tx, row.terms.network, row.terms.address)) ? { code: "address_known" } : null;
}
