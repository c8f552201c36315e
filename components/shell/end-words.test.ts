import { describe, expect, it } from "vitest";
import { endWords, spokenEnd } from "./end-words";

describe("the warning before a session ends", () => {
  it("is read out four times in its two minutes, not every second", () => {
    const spoken = Array.from({ length: 121 }, (_, index) => spokenEnd({ kind: "idle", secondsLeft: 120 - index }));
    expect(new Set(spoken).size).toBe(4);
    expect(spoken[0]).toContain("two minutes");
    expect(spoken.at(-1)).toContain("a few seconds");
  });

  it("offers to stay only where staying is possible", () => {
    expect(endWords("idle").act).toBe("Stay signed in");
    expect(endWords("limit").act).toBe("Sign in again now");
    expect(endWords("limit").why).toContain("nothing can make it longer");
  });
});
