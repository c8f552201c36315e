import { describe, expect, it } from "vitest";
import { forge } from "@/lib/testing/token-forge";
import { createLog } from "./create-log";

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ write: (line: string) => void lines.push(line) }));
  return lines.join("");
}

describe("the log", () => {
  it("writes one JSON line with the event and its fields", () => {
    const line: unknown = JSON.parse(written((log) => log.info("call", { requestId: "id-1", status: 200, ms: 3 })));
    expect(line).toMatchObject({ level: "info", event: "call", requestId: "id-1", status: 200, ms: 3 });
  });

  it("masks tokens and addresses of people in whatever failed, as a last net", () => {
    const token = forge();
    const sealed = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIn0.bm90aGluZ25vdGhpbmc.aXZpdml2aXZpdg.Y2lwaGVydGV4dA.dGFndGFndGFn";
    const line = written((log) => log.error("bug", {}, new Error(`refused ${token} and ${sealed} of trader@holdfast.test`)));
    expect(line).not.toContain(token);
    expect(line).not.toContain(sealed);
    expect(line).not.toContain("trader@holdfast.test");
    expect(line).toContain("tr…@holdfast.test");
  });

  it("says nothing of a cause that is no error", () => {
    expect(written((log) => log.error("bug", {}, { password: "hunter2" }))).not.toContain("hunter2");
  });
});
