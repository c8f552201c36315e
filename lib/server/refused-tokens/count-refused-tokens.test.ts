import { describe, expect, it } from "vitest";
import { countRefusedTokens, NETWORKS_MAX, type RefusedToken, type RefusedTokens } from "./count-refused-tokens";

function stand() {
  const written: RefusedTokens[] = [];
  const waiting: (() => void)[] = [];
  const state = { isDown: false };
  const note = countRefusedTokens({
    write: (tokens) => (state.isDown ? Promise.reject(new Error("down")) : Promise.resolve(void written.push(tokens))),
    after: (_milliseconds, work) => void waiting.push(work),
  });
  const flush = async (): Promise<void> => {
    for (const work of waiting.splice(0)) work();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { note, flush, written, state, waiting };
}
const refused = (changes: Partial<RefusedToken> = {}): RefusedToken => ({
  gate: "first",
  reason: "signature",
  network: "203.0.113.0/24",
  ...changes,
});

describe("refused tokens", () => {
  it("are one row for a flood, with every one of them counted", async () => {
    const { note, flush, written, waiting } = stand();
    for (let count = 0; count < 100_000; count += 1) note(refused());
    note(refused({ gate: "bearer", reason: "issuer" }));
    expect(waiting).toHaveLength(1);
    await flush();
    expect(written).toEqual([
      {
        count: 100_001,
        reasons: { signature: 100_000, issuer: 1 },
        gates: { first: 100_000, bearer: 1 },
        networks: { "203.0.113.0/24": 100_001 },
      },
    ]);
    await flush();
    expect(written).toHaveLength(1);
  });

  it("name no more networks than a row may hold, however many there are", async () => {
    const { note, flush, written } = stand();
    for (let count = 0; count < 5_000; count += 1) note(refused({ network: `10.${(count % 250).toString()}.0.0/24` }));
    await flush();
    expect(Object.keys(written[0]?.networks ?? {})).toHaveLength(NETWORKS_MAX + 1);
    expect(Object.values(written[0]?.networks ?? {}).reduce((sum, count) => sum + count, 0)).toBe(5_000);
  });

  it("blame no network for a token that has only run out", async () => {
    const { note, flush, written } = stand();
    note(refused({ reason: "expired" }));
    note(refused({ reason: "no_session" }));
    await flush();
    expect(written).toMatchObject([{ count: 2, networks: {} }]);
  });

  it("are kept while the database is down, and written once it is back", async () => {
    const { note, flush, written, state } = stand();
    state.isDown = true;
    note(refused());
    await flush();
    note(refused());
    await flush();
    state.isDown = false;
    expect(written).toEqual([]);
    await flush();
    expect(written).toMatchObject([{ count: 2, networks: { "203.0.113.0/24": 2 } }]);
  });
});
