import { describe, expect, it } from "vitest";
import { createReadiness } from "./readiness";

describe("readiness", () => {
  it("is ready when every part answers, and names the part that does not", async () => {
    const up = () => Promise.resolve();
    expect(await createReadiness({ database: up, chain: up })()).toEqual({
      status: "ready",
      dependencies: { database: "up", chain: "up" },
    });
    expect(await createReadiness({ database: up, chain: () => Promise.reject(new Error("password=x")) })()).toEqual({
      status: "unready",
      dependencies: { database: "up", chain: "down" },
    });
  });

  it("takes a part that hangs for down within 3 s", async () => {
    const startedAtMs = performance.now();
    const report = await createReadiness({ database: () => new Promise(() => undefined) })();
    expect(report.dependencies).toEqual({ database: "down" });
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  });

  it("asks at most once in two seconds, and again after that", async () => {
    let nowMs = 0;
    let asked = 0;
    const ready = createReadiness({ database: () => Promise.resolve(void (asked += 1)) }, () => nowMs);
    await Promise.all(Array.from({ length: 100 }, ready));
    nowMs = 1_999;
    await ready();
    expect(asked).toBe(1);
    nowMs = 2_000;
    await ready();
    expect(asked).toBe(2);
  });
});
