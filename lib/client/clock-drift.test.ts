import { describe, expect, test } from "vitest";
import { driftSeconds } from "./clock-drift";

const SERVER = Date.parse("Sat, 28 Nov 2026 12:00:00 GMT");
const asked = (offsetMs: number, tripMs = 200) => ({
  askedAtMs: SERVER + offsetMs - tripMs / 2,
  answeredAtMs: SERVER + offsetMs + tripMs / 2,
});

describe("a device's clock beside the server's", () => {
  test("is right within a second, whatever the way took", () => {
    expect(driftSeconds({ ...asked(500), serverMs: SERVER })).toBe(0);
    expect(driftSeconds({ ...asked(500, 4_000), serverMs: SERVER })).toBe(0);
  });

  test("is ahead or behind by whole seconds", () => {
    expect(driftSeconds({ ...asked(90_500), serverMs: SERVER })).toBe(90);
    expect(driftSeconds({ ...asked(-89_500), serverMs: SERVER })).toBe(-90);
  });

  test("is not judged without a date", () => {
    expect(driftSeconds({ ...asked(0), serverMs: Number.NaN })).toBeNull();
  });
});
