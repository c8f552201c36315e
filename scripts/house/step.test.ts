import { describe, expect, it } from "vitest";
import { runStep } from "./step";

const node = (code: string): readonly string[] => [process.execPath, "-e", code];

describe("a step", () => {
  it("counts one when it ends well", async () => {
    expect(await runStep({ name: "well", command: node("console.log('hi')") })).toMatchObject({ passed: 1, failed: 0, output: "hi\n" });
  });

  it("fails when its process ends badly, and keeps all it said", async () => {
    const outcome = await runStep({ name: "badly", command: node("console.error('why'); process.exit(3)") });
    expect(outcome).toMatchObject({ passed: 0, failed: 1, output: "why\n" });
  });

  it("fails when its program is not there", async () => {
    expect(await runStep({ name: "absent", command: ["there-is-no-such-program"] })).toMatchObject({ passed: 0, failed: 1 });
  });

  it("fails when its process ends badly although its report counts no failure", async () => {
    const count = () => ({ passed: 4, failed: 0 });
    expect(await runStep({ name: "stale", command: node("process.exit(1)"), count })).toMatchObject({ passed: 4, failed: 1 });
  });
});
