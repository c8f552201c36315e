import { describe, expect, it } from "vitest";
import { type ListedAccount, type ResetAnswer, type ResetProgress, resetPasswords } from "./reset-passwords";

async function run(accounts: readonly ListedAccount[], answer: (username: string, attempt: number) => ResetAnswer, perSecond = 5) {
  const asked: string[] = [];
  const notes: ResetProgress[] = [];
  let waitedMs = 0;
  const progress = await resetPasswords({
    accounts: (async function* () {
      yield* accounts;
    })(),
    reset: (username) => {
      asked.push(username);
      return Promise.resolve(answer(username, asked.filter((other) => other === username).length));
    },
    pause: (ms) => Promise.resolve(void (waitedMs += ms)),
    ...{ perSecond, note: (noted: ResetProgress) => notes.push(noted) },
  });
  return { asked, notes, waitedMs, progress };
}
const confirmed = (count: number): ListedAccount[] =>
  Array.from({ length: count }, (_, index) => ({ username: `u${String(index)}`, status: "CONFIRMED" }));

describe("requiring new passwords", () => {
  it("reaches every account once, within the rate, and tells how far it is", async () => {
    const { asked, notes, waitedMs, progress } = await run(confirmed(250), () => "reset");
    expect(new Set(asked).size).toBe(250);
    expect(asked).toHaveLength(250);
    expect(waitedMs).toBe(50_000);
    expect(notes.map(({ reset }) => reset)).toEqual([100, 200, 250]);
    expect(progress).toEqual({ reset: 250, already: 0, impossible: 0, failed: [] });
  });

  it("does not ask again for whom an earlier run has reached, so a run that broke off goes on", async () => {
    const { asked, progress } = await run([{ username: "a", status: "RESET_REQUIRED" }, ...confirmed(1)], () => "reset");
    expect(asked).toEqual(["u0"]);
    expect(progress).toMatchObject({ reset: 1, already: 1 });
  });

  it("waits when the pool throttles and goes on when it no longer does", async () => {
    const { asked, progress } = await run(confirmed(2), (username, attempt) => (username === "u0" && attempt < 4 ? "later" : "reset"));
    expect(asked).toEqual(["u0", "u0", "u0", "u0", "u1"]);
    expect(progress).toMatchObject({ reset: 2, failed: [] });
  });

  it("gives an account up after eight attempts, names it, and goes on with the others", async () => {
    const { asked, progress } = await run(confirmed(2), (username) => (username === "u0" ? "later" : "impossible"));
    expect(asked.filter((username) => username === "u0")).toHaveLength(8);
    expect(progress).toEqual({ reset: 0, already: 0, impossible: 1, failed: ["u0"] });
  });
});
