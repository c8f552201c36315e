// What the verifier asks of the pool's keys.
import "server-only";
import type { KeyObject } from "node:crypto";

/** The public keys that may sign tokens. Calls that fetch throw UnavailableError("jwks") when no answer can be trusted. */
export interface KeySet {
  /** The key of that id, or null when the pool does not have it. May fetch. */
  find(kid: string, nowSeconds: number): Promise<KeyObject | null>;
  /** Every key, for a token that names none. May fetch. */
  all(nowSeconds: number): Promise<readonly KeyObject[]>;
  /** Fetches (at most once per cooldown) whether or not the set is fresh; throws when the pool's keys cannot be reached now. How readiness can tell. */
  probe(nowSeconds: number): Promise<void>;
  /** Whether the set was fetched recently enough to be used without asking again. */
  isFresh(nowSeconds: number): boolean;
  /** Changes whenever the set of keys does; what was judged under another version must be judged again. */
  version(): number;
}
