// An entry of the allowlist as its trader sees it.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { AddressDto } from "@/lib/contracts/addresses";
import { addressStateAt, looksAlike } from "@/lib/withdrawals/judge-address";
import { timeText } from "@/lib/server/postgres/time-text";
import type { AddressRow } from "./address-row";

/** `others` are the trader's entries among which a look-alike is sought; only approved ones can be mistaken for. */
export function addressDto(row: AddressRow, others: readonly AddressRow[], nowSeconds: number): AddressDto {
  const { terms } = row;
  const twin = others.find((other) => other.usableAtSeconds !== null && looksAlike(other.terms.address, terms.address));
  return {
    ...{ id: row.id, network: terms.network, networkLabel: row.networkLabel, address: terms.address, label: terms.label },
    state: addressStateAt(row, nowSeconds),
    createdAt: terms.createdAt,
    usableAt: row.usableAtSeconds === null ? null : timeText(row.usableAtSeconds),
    terms,
    termsHash: termsHash(terms),
    looksLike: twin?.terms.label ?? null,
  };
}
