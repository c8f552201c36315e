import { describe, expect, it } from "vitest";
import { accept } from "@/lib/ground/result";
import { accessClaims, forge, FORGE_NOW_SECONDS as NOW, FORGE_PUBLIC_KEYS, forgeSettings, publicJwk } from "@/lib/testing/token-forge";
import { createKeySet, KEY_SET_FRESH_SECONDS } from "./create-key-set";
import type { RawClaims, TokenVerifier } from "./create-token-verifier";
import { guardKeys } from "./guard-keys";
import { rememberTokens } from "./remember-tokens";
import { createTokenGate } from "./token-gate";

const ONE = guardKeys({ keys: [publicJwk(FORGE_PUBLIC_KEYS.first, "key-1")] });
const OTHER = guardKeys({ keys: [publicJwk(FORGE_PUBLIC_KEYS.second, "key-1")] });

describe("the memory of seen tokens", () => {
  it("says expired at the very second, although it has seen the token before", async () => {
    const { access } = createTokenGate(
      forgeSettings,
      createKeySet(() => Promise.resolve(ONE)),
    );
    const token = forge();
    expect(await access.verify(token, NOW)).toMatchObject({ ok: true });
    expect(await access.verify(token, NOW + 239)).toMatchObject({ ok: true });
    expect(await access.verify(token, NOW + 240)).toMatchObject({ ok: false, refusal: { code: "expired" } });
    expect(await access.verify(token, NOW - 66)).toMatchObject({ ok: false, refusal: { check: "issued_in_future" } });
  });

  it("forgets what another key set has judged", async () => {
    let keys = ONE;
    const { access } = createTokenGate(
      forgeSettings,
      createKeySet(() => Promise.resolve(keys)),
    );
    const token = forge(accessClaims({ exp: NOW + 840 }));
    expect(await access.verify(token, NOW)).toMatchObject({ ok: true });
    keys = OTHER;
    expect(await access.verify(token, NOW + KEY_SET_FRESH_SECONDS - 1)).toMatchObject({ ok: true });
    expect(await access.verify(token, NOW + KEY_SET_FRESH_SECONDS)).toMatchObject({ ok: false, refusal: { check: "signature" } });
  });

  it("does not judge a seen token again, and stays within its bound", async () => {
    const judged: string[] = [];
    const verifier: TokenVerifier = {
      verify: (token) => Promise.resolve(accept<RawClaims>({ [judged.push(token)]: token })),
      recheck: (claims) => accept(claims),
    };
    const keySet = createKeySet(() => Promise.resolve(ONE));
    await keySet.find("key-1", NOW);
    const memory = rememberTokens(verifier, keySet, 2);
    for (const token of ["a", "a", "b", "a", "c", "b", "a"]) await memory.verify(token, NOW);
    expect(judged).toEqual(["a", "b", "c", "a"]);
  });
});
