import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SessionDto } from "@/lib/contracts/session";
import { comingEnd, endedBy, noteEnds } from "./session-ends";

const session = (idleEndsAt: string, expiresAt: string): SessionDto["session"] => ({
  ...{ id: "s", authTime: "", factors: [], isViewOnly: false, now: "2030-01-01T10:00:00.000Z" },
  ...{ idleEndsAt: `2030-01-01T${idleEndsAt}.000Z`, expiresAt: `2030-01-01T${expiresAt}.000Z` },
});

describe("the end of a session, as its page knows it", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance", "Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is counted from the server's answer, whatever the clock on the wall says", () => {
    noteEnds(session("10:30:00", "22:00:00"));
    expect(comingEnd()).toEqual({ kind: "idle", secondsLeft: 1_800 });
    vi.setSystemTime(new Date("2001-01-01T00:00:00Z"));
    expect(comingEnd()?.secondsLeft).toBe(1_800);
    vi.advanceTimersByTime(1_680_000);
    expect(comingEnd()).toEqual({ kind: "idle", secondsLeft: 120 });
    expect(endedBy()).toBeNull();
    vi.advanceTimersByTime(120_000);
    expect(endedBy()).toBe("idle");
  });

  it("is the limit once that comes before the idle end, or with it", () => {
    noteEnds(session("10:30:00", "10:20:00"));
    expect(comingEnd()).toEqual({ kind: "limit", secondsLeft: 1_200 });
    noteEnds(session("10:30:00", "10:30:00"));
    expect(comingEnd()?.kind).toBe("limit");
  });

  it("moves with an answer that knows of later acts", () => {
    noteEnds(session("10:00:30", "22:00:00"));
    noteEnds(session("10:30:00", "22:00:00"));
    expect(comingEnd()).toEqual({ kind: "idle", secondsLeft: 1_800 });
  });
});
