import { describe, expect, it } from "vitest";
import { API_CONTENT_POLICY, NO_STORE, pageContentPolicy, securityHeaders } from "./security-headers";

const directives = (policy: string): ReadonlyMap<string, string> =>
  new Map(policy.split("; ").map((line) => [line.split(" ")[0] ?? "", line.split(" ").slice(1).join(" ")]));

describe("the headers of every answer", () => {
  const headers = securityHeaders("https://app.example.com");

  it("ask for https for a year, with every name below, where the product is on https", () => {
    expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    expect(securityHeaders("http://localhost:3000")["strict-transport-security"]).toBeUndefined();
  });

  it("keep other origins out of our windows, our answers and our frames", () => {
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
    expect(headers["x-frame-options"]).toBe("DENY");
  });

  it("let no answer be taken for something else, and tell no other site where the trader was", () => {
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("same-origin");
  });

  it("keep passkeys to ourselves and every sensor off", () => {
    expect(headers["permissions-policy"]).toContain("publickey-credentials-get=(self)");
    for (const sensor of ["camera", "microphone", "geolocation", "usb"]) expect(headers["permissions-policy"]).toContain(`${sensor}=()`);
  });
});

describe("the policy of a page", () => {
  it("runs only scripts of its own nonce, in production without eval", () => {
    const page = directives(pageContentPolicy("n0nce", false));
    expect(page.get("script-src")).toBe("'nonce-n0nce' 'strict-dynamic'");
    expect([page.get("default-src"), page.get("base-uri"), page.get("frame-ancestors")]).toEqual(["'none'", "'none'", "'none'"]);
    expect([page.get("connect-src"), page.get("form-action")]).toEqual(["'self'", "'self'"]);
    expect(pageContentPolicy("n0nce", true)).toContain("'unsafe-eval'");
  });

  it("is nothing at all for an answer that is no page, and no answer is kept", () => {
    expect(API_CONTENT_POLICY).toContain("default-src 'none'");
    expect(NO_STORE).toBe("private, no-store");
  });
});
