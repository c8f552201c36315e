import { describe, expect, test } from "vitest";
import { TEST_SEED_JSON, TRADERS } from "../testing/test-seed";
import { parseSeed } from "./seed";

const pool = { id: "eu-central-1_AbCdEf123" };
const user = { poolId: pool.id, email: "a@b.test", password: "twelve chars", sub: "s", username: "u" };

describe("a seed", () => {
  test("of the documented form is read whole", () => {
    const seed = parseSeed(TEST_SEED_JSON);
    expect(seed.pools.map(({ id }) => id)).toContain(TRADERS);
    expect(seed.clients).toHaveLength(5);
    expect(seed.users).toHaveLength(3);
  });

  test("may leave out what has a default", () => {
    const seed = parseSeed({ pools: [{ ...pool, clients: [{ id: "c" }] }], users: [user] });
    expect(seed.pools[0]).toMatchObject({
      name: pool.id,
      region: "eu-central-1",
      mfaConfiguration: "OFF",
      webAuthn: null,
      selfSignUp: true,
    });
    expect(seed.clients[0]).toMatchObject({ secret: null, accessTokenSeconds: 3600, rotation: { enabled: false, graceSeconds: 0 } });
    expect(seed.users[0]?.totpSecret).toBeNull();
  });

  const WRONG: readonly [value: unknown, sentence: RegExp][] = [
    [null, /not a JSON object/],
    [{ pools: {} }, /list of objects at seed\.pools/],
    [{ pools: [{ id: "nounderscore" }] }, /pools\[0\]\.id/],
    [{ pools: [{ ...pool, mfaConfiguration: "MAYBE" }] }, /OFF, OPTIONAL, ON at pools\[0\]\.mfaConfiguration/],
    [{ pools: [{ ...pool, webAuthn: {} }] }, /pools\[0\]\.webAuthn\.relyingPartyId/],
    [{ pools: [{ ...pool, clients: [{}] }] }, /pools\[0\]\.clients\[0\]\.id/],
    [{ pools: [{ ...pool, clients: [{ id: "c", accessTokenSeconds: -1 }] }] }, /accessTokenSeconds/],
    [{ pools: [pool], users: [{ ...user, totpSecret: "not base32!" }] }, /users\[0\]\.totpSecret/],
    [{ pools: [pool], users: [{ ...user, poolId: "eu-central-1_Other" }] }, /unknown pool/],
    [{ pools: [pool], users: [{ ...user, sub: undefined }] }, /users\[0\]\.sub/],
  ];

  test.each(WRONG)("that is wrong is refused with the place: %j", (value, sentence) => {
    expect(() => parseSeed(value)).toThrow(sentence);
  });
});
