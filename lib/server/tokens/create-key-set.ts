// The pool's key set in memory: fetched once for many callers, asked again when it ages or an unknown key appears, kept when the pool is down.
import "server-only";
import type { KeyObject } from "node:crypto";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { KeySet } from "./key-set";

/** How long a set is used without asking again. A key that the pool withdraws stays good for at most this long. */
export const KEY_SET_FRESH_SECONDS = 600;
/** How long the last good set goes on serving while the pool cannot be reached. After that every token is UnavailableError, never "signed out". */
export const KEY_SET_KEPT_SECONDS = 24 * 60 * 60;
/** The shortest time between two fetches, so that made-up key ids cost the pool nothing. */
export const KEY_SET_COOLDOWN_SECONDS = 5;

interface State {
  keys: ReadonlyMap<string, KeyObject>;
  fetchedAtSeconds: number;
  attemptedAtSeconds: number;
  hasLastAttemptFailed: boolean;
  version: number;
  flight: Promise<void> | null;
}

const NEVER = Number.NEGATIVE_INFINITY;
// A clock that was turned back makes an age negative; that is as good as old.
const isWithin = (sinceSeconds: number, nowSeconds: number, limitSeconds: number): boolean =>
  nowSeconds >= sinceSeconds && nowSeconds - sinceSeconds < limitSeconds;

const sameKeys = (left: ReadonlyMap<string, KeyObject>, right: ReadonlyMap<string, KeyObject>): boolean =>
  left.size === right.size && [...left].every(([kid, key]) => right.get(kid)?.equals(key) === true);

/** A key set over `fetchKeys`, which answers the sound keys by id or throws. */
export function createKeySet(fetchKeys: () => Promise<ReadonlyMap<string, KeyObject>>): KeySet {
  const state: State = {
    keys: new Map(),
    fetchedAtSeconds: NEVER,
    attemptedAtSeconds: NEVER,
    hasLastAttemptFailed: false,
    version: 0,
    flight: null,
  };
  const isFresh = (nowSeconds: number): boolean => isWithin(state.fetchedAtSeconds, nowSeconds, KEY_SET_FRESH_SECONDS);

  const attempt = async (nowSeconds: number): Promise<void> => {
    state.attemptedAtSeconds = nowSeconds;
    try {
      const keys = await fetchKeys();
      if (!sameKeys(state.keys, keys)) state.version += 1;
      Object.assign(state, { keys, fetchedAtSeconds: nowSeconds, hasLastAttemptFailed: false });
    } catch {
      state.hasLastAttemptFailed = true;
    }
  };
  /** One fetch for everybody who waits, and none during the cooldown. */
  const ask = async (nowSeconds: number): Promise<void> => {
    if (state.flight === null && isWithin(state.attemptedAtSeconds, nowSeconds, KEY_SET_COOLDOWN_SECONDS)) return;
    state.flight ??= attempt(nowSeconds).finally(() => {
      state.flight = null;
    });
    await state.flight;
  };
  const current = async (nowSeconds: number): Promise<ReadonlyMap<string, KeyObject>> => {
    if (!isFresh(nowSeconds)) await ask(nowSeconds);
    if (!isFresh(nowSeconds) && !isWithin(state.fetchedAtSeconds, nowSeconds, KEY_SET_KEPT_SECONDS)) {
      throw new UnavailableError("jwks", "The keys of the user pool are not known.");
    }
    return state.keys;
  };

  return {
    isFresh,
    version: () => state.version,
    all: async (nowSeconds) => [...(await current(nowSeconds)).values()],
    probe: async (nowSeconds) => {
      await ask(nowSeconds);
      if (state.hasLastAttemptFailed) throw new UnavailableError("jwks", "The key set did not answer as it should.");
    },
    find: async (kid, nowSeconds) => {
      const known = (await current(nowSeconds)).get(kid);
      if (known) return known;
      await ask(nowSeconds);
      const found = state.keys.get(kid);
      // The pool may have a new key that we could not fetch: that is an outage, not a bad token.
      if (!found && state.hasLastAttemptFailed) throw new UnavailableError("jwks", "An unknown key, and the key set does not answer.");
      return found ?? null;
    },
  };
}
