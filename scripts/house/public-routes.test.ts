// Whatever a stranger may reach, line by line: one public row more is a decision, and this list is where it is taken.
import { describe, expect, it } from "vitest";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";

const rows = (audience: string): readonly string[] =>
  ROUTE_MANIFEST.filter((row) => row.audience === audience).map(({ kind, methods, path }) => `${kind} ${methods.join("+")} ${path}`);

describe("the inventory of public routes", () => {
  it("is exactly this", () => {
    expect([...rows("public")].sort()).toEqual([
      "asset GET /icon.svg",
      "handler GET /api/health",
      "handler GET /api/health/ready",
      "handler GET+POST /api/auth/refresh",
      "handler GET+POST /api/ops/auth/refresh",
      "handler POST /api/account/freeze-link",
      "handler POST /api/auth/cognito",
      "handler POST /api/auth/legacy-sign-in",
      "handler POST /api/auth/sign-out",
      "handler POST /api/ops/auth/cognito",
      "handler POST /api/ops/auth/sign-out",
      "handler POST /api/recovery/cancel",
      "handler POST+DELETE /api/auth/view-only",
      "page GET /freeze",
      "page GET /ops/sign-in",
      "page GET /recover",
      "page GET /recover/cancel",
      "page GET /recover/codes",
      "page GET /recover/password",
      "page GET /recover/wait",
      "page GET /sign-in",
      "page GET /sign-in/moved",
      "page GET /sign-up",
    ]);
  });

  it("takes no body from a stranger above 32 KiB, and no scope", () => {
    const open = ROUTE_MANIFEST.filter(({ audience }) => audience === "public");
    expect(open.filter(({ bodyMaxBytes }) => bodyMaxBytes > 32 * 1024)).toEqual([]);
    expect(open.filter(({ scope }) => scope !== undefined)).toEqual([]);
  });

  it("is a small part of the whole, and every other row has an audience of its own", () => {
    const others = ROUTE_MANIFEST.length - rows("public").length;
    expect(others).toBe(["trader", "operator", "machine", "agent"].reduce((sum, audience) => sum + rows(audience).length, 0));
    expect(rows("public").length).toBeLessThan(others);
  });
});
