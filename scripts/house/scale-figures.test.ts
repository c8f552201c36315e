// docs/scale.md cannot rot: each row of its tables is reckoned anew, and what the arithmetic takes for built stands in the code.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ASSUMED, bendRows, bendsAt, BUILT, onceRows, PARTS, partsByTraders, sizeOf, sizeRows } from "./scale-figures";

const PAGE = readFileSync("docs/scale.md", "utf8");
const read = (file: string): string => readFileSync(file, "utf8");
const numberAt = (file: string, pattern: RegExp): number => Number((pattern.exec(read(file))?.[1] ?? "").replaceAll("_", ""));

describe("docs/scale.md", () => {
  it.each([
    ["what it takes", sizeRows()],
    ["what bends first, in that order", bendRows()],
    ["what takes long once", onceRows()],
  ])("shows %s as it is reckoned", (_, rows) => {
    expect(PAGE).toContain(rows.join("\n"));
  });

  it("names the part that bends first, and the first that is not ours", () => {
    const [first, second] = partsByTraders();
    expect([first?.name, second?.name]).toEqual(["Web processes", "Cognito, UserToken (renewals)"]);
    expect(PAGE).toContain("120 renewals a second are 36,000 traders at once");
    expect(120 * 300).toBe(36_000);
  });

  it("has a source and a next step for every part", () => {
    for (const part of PARTS) {
      expect(part.source.length, part.name).toBeGreaterThan(8);
      expect(part.then.length, part.name).toBeGreaterThan(8);
      expect(bendsAt(part), part.name).toBeGreaterThan(0);
    }
  });
});

describe("the inputs of the arithmetic", () => {
  it.each([
    ["connections of a process", BUILT.databasePoolAProcess, "lib/server/services.ts", /^const POOL_SIZE = (\d+);/m],
    ["streams of a process", BUILT.streamsAProcess, "lib/server/feed/trade-hub.ts", /STREAMS_MAX = ([\d_]+);/],
    ["tasks of the product", BUILT.appTasksMax, "infra/stacks/app-service-stack.ts", /tasks: \{ min: \d+, max: (\d+) \}/],
    ["connections of the alarm", BUILT.connectionsAlarm, "infra/stacks/alarms.test.ts", /"DatabaseConnections", (\d+)\]/],
    ["requests of one address", 3_000, "infra/constructs/web-acl-rules.ts", /REQUESTS_PER_ADDRESS = ([\d_]+);/],
  ])("%s stand in the code", (_, reckonedWith, file, pattern) => {
    expect(numberAt(file, pattern)).toBe(reckonedWith);
  });

  it("that were measured stand where they were measured", () => {
    expect(read("docs/adr/054-a-chain-of-security-events.md")).toContain("8,000 events were sealed in 1.4 s");
    expect(read("docs/adr/062-kms-signer.md")).toContain("KMS allows 1,000 elliptic-curve signatures a second");
    expect(read("docs/adr/055-five-signals-and-their-alerts.md")).toContain("some ten times that, judging is split by kinds");
  });

  it("grow with traders, and a tenth of them needs a tenth", () => {
    const [large, small] = [sizeOf(1_000_000), sizeOf(100_000)];
    for (const name of ["sign-ins a second", "renewals a second", "requests a second", "journal, GB a year"]) {
      expect((large[name] ?? 0) / (small[name] ?? 1), name).toBeCloseTo(10, 6);
    }
    expect(sizeOf(1)["web processes"]).toBe(1);
    expect(ASSUMED.atOnceShare).toBeLessThan(ASSUMED.activeADayShare);
  });
});
