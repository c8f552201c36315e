import { describe, expect, it } from "vitest";
import { cleanHeaders, clientAddressOf } from "./clean-headers";
import { hostsOf } from "./hosts-of";
import { judgeRequest } from "./judge-request";

const POLICY = { hosts: hostsOf({ appOrigin: "https://app.example.com", address: "127.0.0.1", port: 3081 }) };
const HOST = ["Host", "app.example.com"];
const judge = (method: string, target: string, rawHeaders: readonly string[] = HOST) =>
  judgeRequest({ method, target, rawHeaders }, POLICY)?.code ?? "admitted";

describe("the front door", () => {
  it.each([
    "/",
    "/portfolio",
    "/portfolio?sort=value",
    "/_next/static/chunks/a1b2.js",
    "/_next/static/chunks/%5Bturbopack%5D_x.js",
    "/portfolio?_rsc=1a2b",
    "/withdrawals/0a1b2c3d-0000-4000-8000-00000000aaaa",
    "/icon.svg?icon.0a.svg",
    "/activity?cursor=a%2Fb",
  ])("admits GET %s", (target) => expect(judge("GET", target)).toBe("admitted"));

  it.each(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("admits the method %s, for the routes to judge", (method) => {
    expect(judge(method, "/api/portfolio")).toBe("admitted");
  });

  it.each(["/api/health", "/api/health/ready"])("answers a load balancer that asks for %s by our address", (target) => {
    for (const host of ["10.80.4.17:3000", "10.80.4.17", "127.0.0.1:3000", "[fd00::17]:3000"])
      for (const method of ["GET", "HEAD"]) expect(judge(method, target, ["Host", host])).toBe("admitted");
  });

  it.each([
    ["GET", "/portfolio", "10.80.4.17:3000"],
    ["GET", "/api/health/ready/x", "10.80.4.17:3000"],
    ["GET", "/api/health?x", "10.80.4.17:3000"],
    ["POST", "/api/health", "10.80.4.17:3000"],
    ["GET", "/api/health", "evil.example"],
    ["GET", "/api/health", "10.80.4.17.evil.example"],
    ["GET", "/api/health", ""],
  ])("answers %s %s under the name %j to nobody", (method, target, host) => {
    expect(judge(method, target, ["Host", host])).toBe("misdirected");
  });

  it.each(["TRACE", "CONNECT", "TRACK", "PROPFIND", "get", "Get", "", "FOO", "PURGE", "LINK"])("refuses the method %j", (method) => {
    expect(judge(method, "/portfolio")).toBe("method_not_allowed");
  });

  it.each([
    "http://evil.example/",
    "https://app.example.com/portfolio",
    "//evil.example/portfolio",
    "*",
    "",
    "portfolio",
    "app.example.com:443",
    "?x",
    "/\\evil.example",
    "/portfolio\\",
    "/portfolio#x",
    "/portfolio//x",
    "/x//",
    "/../portfolio",
    "/./portfolio",
    "/portfolio/..",
    "/portfolio/.",
    "/%2e%2e/portfolio",
    "/%2fportfolio",
    "/portfolio%2F",
    "/%5cportfolio",
    "/%00",
    "/portfolio%0d%0a",
    "/portfolio%7f",
    "/%252fportfolio",
    "/%",
    "/%zz",
    "/%e0%a4%a",
    "/%c0%af",
    "/%ff",
    "/port folio",
    "/portfolio\u0000",
    "/portfolió",
    `/${"a".repeat(5_000)}`,
    "/portfolio?nxtPid=1",
    "/portfolio?nxtIid=1",
    "/portfolio?a=b&__nextLocale=en",
    "/portfolio?%6exxtP=1&nxtPslug=x",
    "/portfolio?a=?&nxtPid=1",
  ])("refuses the address %j", (target) => {
    expect(judge("GET", target)).toBe("malformed_request");
  });

  it.each([
    "/_next/image?url=/portfolio",
    "/_next/image",
    "/_next/data/x/portfolio.json",
    "/portfolio.rsc",
    "/portfolio.segments/_tree.segment.rsc",
    "/portfolio.segment.rsc",
    "/index.rsc",
    "/portfolio.meta",
  ])("has nothing at %s", (target) => expect(judge("GET", target)).toBe("not_found"));

  it.each([
    [[]],
    [["Host", "evil.example"]],
    [["Host", ""]],
    [["Host", "app.example.com", "Host", "app.example.com"]],
    [["Host", "app.example.com", "host", "evil.example"]],
    [["Host", "app.example.com:8080"]],
    [["Host", "app.example.com."]],
    [["Host", "app.example.com@evil.example"]],
    [["Host", "app.example.com, evil.example"]],
  ])("does not answer for the hosts %j", (rawHeaders) => expect(judge("GET", "/portfolio", rawHeaders)).toBe("misdirected"));

  it("answers to its own names only, and to the machine's own only on loopback", () => {
    for (const host of ["app.example.com", "APP.example.COM", "localhost:3081", "127.0.0.1:3081"])
      expect(judge("GET", "/", ["host", host])).toBe("admitted");
    expect([...hostsOf({ appOrigin: "https://app.example.com", address: "0.0.0.0", port: 3081 })]).toEqual(["app.example.com"]);
  });

  it.each([
    ["POST", "/api/auth/sign-out", "16384", "admitted"],
    ["POST", "/api/auth/sign-out", "16385", "too_large"],
    ["POST", "/api/auth/cognito", "32768", "admitted"],
    ["POST", "/api/auth/cognito", "32769", "too_large"],
    ["POST", "/nowhere", "16385", "too_large"],
    ["GET", "/portfolio", "0", "admitted"],
    ["GET", "/portfolio", "1", "too_large"],
    ["POST", "/api/auth/sign-out", "-1", "malformed_request"],
    ["POST", "/api/auth/sign-out", "1e3", "malformed_request"],
    ["POST", "/api/auth/sign-out", "99999999999999999999", "malformed_request"],
  ])("judges %s %s of %s bytes as %s", (method, target, length, code) => {
    expect(judge(method, target, [...HOST, "Content-Length", length])).toBe(code);
  });

  it("wants the length of a body said, once", () => {
    expect(judge("POST", "/api/auth/sign-out", [...HOST, "Transfer-Encoding", "chunked"])).toBe("too_large");
    expect(judge("POST", "/api/auth/sign-out", [...HOST, "Content-Length", "1", "Content-Length", "1"])).toBe("malformed_request");
  });
});

describe("headers behind the front door", () => {
  const arrival = { remoteAddress: "198.51.100.9", trustedProxyHops: 0, requestId: "id-1" };

  it("are the client's, without those that speak to the framework", () => {
    const sent = [
      "Host",
      "a",
      "Cookie",
      "c=1",
      "X-Middleware-Subrequest",
      "middleware:middleware",
      "x-nextjs-data",
      "1",
      "Next-Action",
      "x",
      "X-Nonce",
      "n",
      "Content-Security-Policy",
      "x",
      "X-Forwarded-Host",
      "evil",
      "X-Forwarded-Proto",
      "https",
      "x-invoke-path",
      "/",
      "X-Original-URL",
      "/",
      "X-Request-Id",
      "planted",
      "RSC",
      "1",
    ];
    expect(cleanHeaders(sent, arrival)).toEqual([
      "Host",
      "a",
      "Cookie",
      "c=1",
      "RSC",
      "1",
      "X-Forwarded-For",
      "198.51.100.9",
      "X-Request-Id",
      "id-1",
    ]);
  });

  it.each([
    [0, "1.1.1.1, 2.2.2.2", "198.51.100.9"],
    [1, "1.1.1.1, 2.2.2.2", "2.2.2.2"],
    [2, "1.1.1.1, 2.2.2.2", "1.1.1.1"],
    [1, "", "198.51.100.9"],
    [3, "1.1.1.1", "1.1.1.1"],
    [1, "evil, <script>", "198.51.100.9"],
    [1, "2001:db8::1", "2001:db8::1"],
    [1, "::ffff:203.0.113.7", "203.0.113.7"],
  ])("with %i trusted proxies and the chain %j the client is %s", (trustedProxyHops, chain, address) => {
    expect(clientAddressOf(chain, { ...arrival, trustedProxyHops })).toBe(address);
  });
});
