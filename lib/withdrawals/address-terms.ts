// What listing an address means, to the last field: what a grant of purpose "address" is bound to.
import { termsTime } from "./terms-of-row";

/** The terms of one new address. Times are RFC 3339 in UTC to the second. */
export interface AddressTerms {
  readonly version: 1;
  readonly act: "address";
  readonly addressId: string;
  /** The trader's `sub`. */
  readonly trader: string;
  readonly network: string;
  readonly chainId: number;
  /** With its checksum (EIP-55). */
  readonly address: string;
  readonly label: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** The columns of a stored address that are terms, as the driver hands them out. */
export interface AddressTermsRow {
  readonly id: string;
  readonly trader: string;
  readonly network: string;
  readonly chain_id: bigint;
  readonly address: string;
  readonly label: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

/** The terms that `row` stands for, field by field. */
export const termsOfAddressRow = (row: AddressTermsRow): AddressTerms => ({
  version: 1,
  act: "address",
  addressId: row.id,
  trader: row.trader,
  network: row.network,
  chainId: Number.parseInt(row.chain_id.toString(), 10),
  address: row.address,
  label: row.label,
  createdAt: termsTime(row.created_at),
  expiresAt: termsTime(row.expires_at),
});
