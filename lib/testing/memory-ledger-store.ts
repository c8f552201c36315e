// The ledger's port in memory, on the same pure books that the properties are tried on.
import { refuse } from "@/lib/ground/result";
import { book, openBooks } from "@/lib/ledger/book";
import type { LedgerStore } from "@/lib/use-cases/ports/ledger-store";

/** A store that knows the assets named as "ASSET@network". */
export function createMemoryLedgerStore(assets: readonly string[]): LedgerStore {
  const books = openBooks();
  return {
    post: async (transfer) => {
      const isKnown = transfer.postings.every(({ account }) => assets.includes(`${account.asset}@${account.network}`));
      return isKnown ? book(books, transfer) : refuse("unknown_asset");
    },
  };
}
