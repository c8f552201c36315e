// The old store as the function sees it: one question. It is read and never written.
import type { LegacyAccount } from "./legacy-account";

/** The accounts that people come from. */
export interface LegacyStore {
  /** The account of an address, or null where there is none or more than one. Throws when the store cannot be asked. */
  find(email: string): Promise<LegacyAccount | null>;
}
