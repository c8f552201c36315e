// A name is resolved once, by us, and the connection goes to what was judged: a name that answers differently the second time is never asked a second time.
import { lookup } from "node:dns/promises";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { isPublicAddress } from "./is-public-address";

/** An address of a name. */
export interface Resolved {
  readonly address: string;
  readonly family: 4 | 6;
}

/** What asking for a name needs. Only tests hand in their own. */
export interface AddressBook {
  /** All addresses of a name; an empty list when it has none. */
  resolve(host: string): Promise<readonly Resolved[]>;
  isAllowed(address: string): boolean;
}

/** The system's own names, and public addresses only. */
export const PUBLIC_ADDRESSES: AddressBook = {
  resolve: (host) =>
    lookup(host, { all: true, order: "ipv4first" }).then(
      (found) => found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })),
      () => [],
    ),
  isAllowed: isPublicAddress,
};

/** The address to connect to, or a refusal when there is none or any of them is not allowed: which one a client picks is not left to chance. */
export async function pinAddress(host: string, book: AddressBook): Promise<Result<Resolved, "no_public_address">> {
  const found = await book.resolve(host);
  const [first] = found;
  return first !== undefined && found.every(({ address }) => book.isAllowed(address)) ? accept(first) : refuse("no_public_address");
}
