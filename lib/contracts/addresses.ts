// The allowlist of destinations: what its routes take and answer.
import * as z from "zod";
import type { AddressTerms } from "@/lib/withdrawals/address-terms";
import type { AddressState } from "@/lib/withdrawals/judge-address";
import { isPlainText } from "@/lib/withdrawals/plain-text";

export type { AddressTerms } from "@/lib/withdrawals/address-terms";
export type { AddressState } from "@/lib/withdrawals/judge-address";

/** `POST /api/addresses`. The address is judged by the chain's own rules, checksum included. */
export const ADDRESS_REQUEST = z.strictObject({
  network: z.string().min(1).max(40),
  address: z.string().trim().min(1).max(100),
  label: z.string().trim().min(1).max(60).refine(isPlainText),
});
export type AddressRequest = z.infer<typeof ADDRESS_REQUEST>;

/** One destination. Times are RFC 3339, UTC. */
export interface AddressDto {
  readonly id: string;
  readonly network: string;
  readonly networkLabel: string;
  readonly address: string;
  readonly label: string;
  readonly state: AddressState;
  readonly createdAt: string;
  readonly usableAt: string | null;
  readonly terms: AddressTerms;
  readonly termsHash: string;
  /** The label of a listed address that begins and ends like this one and is another: a favourite trick of thieves. */
  readonly looksLike: string | null;
}

/** `GET /api/addresses`. */
export interface AddressListDto {
  readonly addresses: readonly AddressDto[];
}
