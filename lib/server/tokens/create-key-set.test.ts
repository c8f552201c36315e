import { describe, expect, it } from "vitest";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { FORGE_PUBLIC_KEYS, publicJwk } from "@/lib/testing/token-forge";
import { createKeySet, KEY_SET_COOLDOWN_SECONDS, KEY_SET_FRESH_SECONDS, KEY_SET_KEPT_SECONDS } from "./create-key-set";
import { guardKeys } from "./guard-keys";

const ONE = guardKeys({ keys: [publicJwk(FORGE_PUBLIC_KEYS.first, "key-1")] });
const TWO = guardKeys({ keys: [publicJwk(FORGE_PUBLIC_KEYS.first, "key-1"), publicJwk(FORGE_PUBLIC_KEYS.second, "key-2")] });
const START = 1_790_000_000;

function poolWith(initial = ONE) {
  const pool = { keys: initial, isDown: false, fetches: 0 };
  const keySet = createKeySet(async () => {
    pool.fetches += 1;
    await Promise.resolve();
    if (pool.isDown) throw new UnavailableError("jwks", "down");
    return pool.keys;
  });
  return { pool, keySet };
}

describe("the key set", () => {
  it("is fetched once for 200 callers at the same moment", async () => {
    const { pool, keySet } = poolWith();
    const found = await Promise.all(Array.from({ length: 200 }, () => keySet.find("key-1", START)));
    expect(found.every((key) => key !== null)).toBe(true);
    expect(pool.fetches).toBe(1);
  });

  it("is not fetched for 1,500 made-up key ids within the cooldown", async () => {
    const { pool, keySet } = poolWith();
    for (let made = 0; made < 1_500; made += 1) expect(await keySet.find(`made-up-${made}`, START + 1)).toBeNull();
    expect(pool.fetches).toBe(1);
  });

  it("knows a new key once the cooldown of 5 s is over, and not a second before", async () => {
    const { pool, keySet } = poolWith();
    await keySet.find("key-1", START);
    pool.keys = TWO;
    expect(await keySet.find("key-2", START + KEY_SET_COOLDOWN_SECONDS - 1)).toBeNull();
    expect(await keySet.find("key-2", START + KEY_SET_COOLDOWN_SECONDS)).not.toBeNull();
    expect(pool.fetches).toBe(2);
  });

  it("serves a withdrawn key until the set is no longer fresh, and not a second longer", async () => {
    const { pool, keySet } = poolWith(TWO);
    await keySet.find("key-2", START);
    pool.keys = ONE;
    expect(await keySet.find("key-2", START + KEY_SET_FRESH_SECONDS - 1)).not.toBeNull();
    expect(await keySet.find("key-2", START + KEY_SET_FRESH_SECONDS)).toBeNull();
  });

  it("keeps the last good set for a day while the pool is down, then it is an outage and never a refusal", async () => {
    const { pool, keySet } = poolWith();
    await keySet.find("key-1", START);
    pool.isDown = true;
    expect(await keySet.find("key-1", START + KEY_SET_KEPT_SECONDS - 1)).not.toBeNull();
    await expect(keySet.find("key-1", START + KEY_SET_KEPT_SECONDS)).rejects.toThrow(UnavailableError);
    pool.isDown = false;
    expect(await keySet.find("key-1", START + KEY_SET_KEPT_SECONDS + KEY_SET_COOLDOWN_SECONDS)).not.toBeNull();
  });

  it("asks a pool that is down at most once per cooldown", async () => {
    const { pool, keySet } = poolWith();
    await keySet.find("key-1", START);
    pool.isDown = true;
    const later = START + KEY_SET_FRESH_SECONDS;
    for (let call = 0; call < 50; call += 1) await keySet.find("key-1", later);
    expect(pool.fetches).toBe(2);
  });

  it("is an outage when it was never fetched, and when an unknown key cannot be asked for", async () => {
    const { pool, keySet } = poolWith();
    pool.isDown = true;
    await expect(keySet.find("key-1", START)).rejects.toThrow(UnavailableError);
    pool.isDown = false;
    expect(await keySet.find("key-1", START + KEY_SET_COOLDOWN_SECONDS)).not.toBeNull();
    pool.isDown = true;
    await expect(keySet.find("key-9", START + 2 * KEY_SET_COOLDOWN_SECONDS)).rejects.toThrow(UnavailableError);
  });

  it("changes its version when its keys change and only then", async () => {
    const { pool, keySet } = poolWith();
    await keySet.find("key-1", START);
    const before = keySet.version();
    await keySet.find("key-1", START + KEY_SET_FRESH_SECONDS);
    expect(keySet.version()).toBe(before);
    pool.keys = TWO;
    await keySet.find("key-1", START + 2 * KEY_SET_FRESH_SECONDS);
    expect(keySet.version()).toBe(before + 1);
  });
});
