import { describe, expect, it } from "vitest";
import { safeReturnPath } from "./safe-return-path";

const HOSTILE: readonly (string | null | undefined)[] = [
  null,
  undefined,
  "",
  " ",
  "portfolio",
  "./portfolio",
  "../portfolio",
  "?x",
  "#x",
  "https://evil.example",
  "http://evil.example/portfolio",
  "HTTPS://evil.example",
  "ftp://evil.example",
  "https:evil.example",
  "https:/evil.example",
  "https:///evil.example",
  "//evil.example",
  "///evil.example",
  "////evil.example/x",
  "//evil.example/..",
  "//localhost",
  "//[::1]",
  "/\\evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/\\/evil.example",
  "/portfolio\\..\\x",
  "/%5cevil.example",
  "/%5Cevil.example",
  "/%2fevil.example",
  "/%2Fevil.example",
  "/portfolio%2f..%2fx",
  "/.//evil.example",
  "/..//evil.example",
  "/x//evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r/evil.example",
  "\t//evil.example",
  "\u0000//evil.example",
  " //evil.example",
  "//evil.example ",
  "/portfolio ",
  "/portfolio\n",
  "/portfolio\r\nLocation: https://evil.example",
  "/%09/evil.example",
  "/%0a/evil.example",
  "/%0d%0aSet-Cookie:x=1",
  "/%00",
  "/%7f",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "javascript://x%0aalert(1)",
  "data:text/html,x",
  "vbscript:x",
  "blob:x",
  "mailto:x@y",
  "/../portfolio",
  "/portfolio/../../x",
  "/./portfolio",
  "/portfolio/.",
  "/%2e%2e/x",
  "/%2E/x",
  "/.%2e/x",
  "/%252f%252fevil.example",
  "/%",
  "/%zz",
  "/%e",
  "／／evil.example",
  "/portfolio／",
  "/ｅvil",
  "/\u2028evil",
  "/\u202eevil",
  "@evil.example",
  "evil.example",
  "evil.example/portfolio",
  ":80",
  "/portfolio#//evil.example",
  "/api",
  "/api/portfolio",
  "/API/portfolio",
  "/api/auth/refresh?to=/portfolio",
  "/sign-in",
  "/sign-in?next=/portfolio",
  "/SIGN-IN",
  "/sign-up",
  "/recover",
  "/_next/static/x",
  "/_next/image?url=x",
  `/${"a".repeat(1_024)}`,
];

describe("the path after sign-in", () => {
  it("is tried with at least 60 hostile values", () => {
    expect(new Set(HOSTILE).size).toBe(HOSTILE.length);
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60);
  });

  it.each(HOSTILE)("is home for %j", (candidate) => {
    expect(safeReturnPath(candidate)).toBe("/portfolio");
  });

  it.each([
    "/",
    "/portfolio",
    "/activity",
    "/activity?cursor=abc",
    "/activity?cursor=a%2Fb",
    "/withdrawals/0a1b2c3d-0000-4000-8000-00000000aaaa",
    "/portfolio?sort=value&order=desc",
    "/activity?next=https://evil.example",
    "/signals?q=%C3%A9",
    "/apis",
    "/sign-ins",
  ])("is kept when it is a plain path of ours: %s", (candidate) => {
    expect(safeReturnPath(candidate)).toBe(candidate);
    expect(new URL(candidate, "https://app.example").origin).toBe("https://app.example");
  });
});

describe("the desk's own rule", () => {
  it.each(["/ops", "/ops/security", "/ops?x=1", "/ops/traders/x?tab=1"])("leads an operator to %s, and no trader", (path) => {
    expect(safeReturnPath(path, "desk")).toBe(path);
    expect(safeReturnPath(path)).toBe("/portfolio");
  });

  it.each([
    "/portfolio",
    "/",
    "/opsx",
    "/ops-elsewhere",
    "/ops/sign-in",
    "/ops/sign-in?next=/ops",
    "/api/ops/session",
    "/OPS/x",
    "/ops/../portfolio",
  ])("leads nobody of the desk to %s", (path) => {
    expect(safeReturnPath(path, "desk")).toBe("/ops");
  });

  it.each(HOSTILE)("takes %j for home", (candidate) => {
    expect(safeReturnPath(candidate, "desk")).toBe("/ops");
  });
});
