import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { useFakeProcess } from "@/lib/testing/fake-process";
import type { Handler } from "./call";
import { refuseCall } from "./refuse-call";
import { serve } from "./serve";

const ORIGIN = "http://localhost:3000";
const SAME = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
let end: () => void;
beforeAll(() => {
  end = useFakeProcess({ appOrigin: ORIGIN });
});
afterAll(() => {
  end();
});

const refresh = (handlers: Partial<Record<"GET" | "POST", Handler>> = {}) =>
  serve("/api/auth/refresh", { GET: () => Response.json({ read: true }), POST: () => Response.json({ written: true }), ...handlers });
const call = (method: string, headers: Record<string, string> = {}, body?: string): Request =>
  new Request(`${ORIGIN}/api/auth/refresh`, {
    method,
    headers: { "content-length": String(body?.length ?? 0), ...headers },
    ...(body === undefined ? {} : { body }),
  });
const answerTo = async (request: Request, routes = refresh()) => {
  const served = routes[request.method as keyof typeof routes];
  const response = await served(request, { params: Promise.resolve({}) });
  const text = await response.text();
  const code = response.headers.get("content-type") === "application/problem+json" ? (JSON.parse(text) as { code: string }).code : null;
  return { status: response.status, code, headers: response.headers, text };
};

describe("the wrapper of handlers", () => {
  it("admits a write from our own page", async () => {
    expect(await answerTo(call("POST", { ...SAME, "content-type": "application/json" }, "{}"))).toMatchObject({
      status: 200,
      text: '{"written":true}',
    });
    expect(await answerTo(call("POST", SAME))).toMatchObject({ status: 200 });
  });

  const origins = [
    ORIGIN,
    undefined,
    "null",
    "http://evil.example",
    "http://localhost:3000.evil.example",
    "https://localhost:3000",
    "http://localhost:3001",
    `${ORIGIN}/`,
    "http://LOCALHOST:3000",
  ];
  const sites = ["same-origin", undefined, "same-site", "cross-site", "none", "SAME-ORIGIN"];
  const types = [
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/json, text/plain",
    undefined,
  ];

  it("admits of all origins, fetch sites and content types only the right ones", async () => {
    const admitted: string[] = [];
    for (const origin of origins)
      for (const site of sites)
        for (const type of types) {
          const headers = { ...(origin && { origin }), ...(site && { "sec-fetch-site": site }), ...(type && { "content-type": type }) };
          const answer = await answerTo(
            type === undefined
              ? new Request(`${ORIGIN}/api/auth/refresh`, {
                  method: "POST",
                  headers: { ...headers, "content-length": "2" },
                  body: new Uint8Array([123, 125]),
                })
              : call("POST", headers, "{}"),
          );
          if (answer.status === 200) admitted.push(`${origin ?? ""} ${site ?? ""} ${type ?? ""}`);
          else expect(["wrong_origin", "unsupported_media_type"]).toContain(answer.code);
        }
    expect(admitted).toEqual([`${ORIGIN} same-origin application/json`, `${ORIGIN} same-origin application/x-www-form-urlencoded`]);
  });

  it.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("answers %s with 405 and what it takes instead", async (method) => {
    const answer = await answerTo(call(method, SAME));
    expect(answer).toMatchObject({ status: 405, code: "method_not_allowed" });
    expect(answer.headers.get("allow")).toBe("GET, HEAD, POST");
  });

  it("refuses a body over its cap, whether its length is said or not", async () => {
    const reads = refresh({ POST: async ({ text }) => Response.json({ length: (await text()).length }) });
    const json = { ...SAME, "content-type": "application/json" };
    expect(await answerTo(call("POST", json, "x".repeat(16_384)), reads)).toMatchObject({ status: 200 });
    expect(await answerTo(call("POST", json, "x".repeat(16_385)), reads)).toMatchObject({ status: 413, code: "too_large" });
    expect(await answerTo(call("POST", { ...json, "content-length": "1" }, "x".repeat(16_385)), reads)).toMatchObject({
      status: 413,
      code: "too_large",
    });
  });

  it.each(["", "{", "null", "[]", '"x"', '{"a":"1","a":"2"}', `{"a":${"[".repeat(40)}${"]".repeat(40)}}`, "\ufeff{}"])(
    "refuses the body %j as malformed",
    async (body) => {
      const parses = refresh({ POST: async ({ json }) => Response.json(await json(z.strictObject({ a: z.string() }))) });
      expect(await answerTo(call("POST", { ...SAME, "content-type": "application/json" }, body), parses)).toMatchObject({
        status: 400,
        code: "malformed_request",
      });
    },
  );

  it.each(["{}", '{"a":1}', '{"a":"1","userId":"somebody-else"}', '{"a":null}', '{"__proto__":{"a":"1"}}'])(
    "refuses the body %j as not what was asked for",
    async (body) => {
      const parses = refresh({ POST: async ({ json }) => Response.json(await json(z.strictObject({ a: z.string() }))) });
      expect(await answerTo(call("POST", { ...SAME, "content-type": "application/json" }, body), parses)).toMatchObject({
        status: 422,
        code: "invalid_request",
      });
      expect(await answerTo(call("POST", { ...SAME, "content-type": "application/json" }, '{"a":"1"}'), parses)).toMatchObject({
        status: 200,
      });
    },
  );

  it("refuses a cookie of ours that was sent twice", async () => {
    for (const name of ["__Host-hf_at", "__Secure-hf_rt", "__Host-hf_pre"]) {
      expect(await answerTo(call("GET", { cookie: `${name}=a; ${name}=b` }))).toMatchObject({ status: 400, code: "malformed_request" });
    }
    expect(await answerTo(call("GET", { cookie: "other=a; other=b" }))).toMatchObject({ status: 200 });
  });

  it("says an outage as 503 with a time to try again, and a bug as 500 without a word of why", async () => {
    const outage = await answerTo(
      call("GET"),
      refresh({
        GET: () => {
          throw new UnavailableError("database", "host=10.0.0.1 password=x");
        },
      }),
    );
    expect(outage).toMatchObject({ status: 503, code: "unavailable" });
    expect(outage.headers.get("retry-after")).toBe("5");
    const bug = await answerTo(
      call("GET"),
      refresh({
        GET: () => {
          throw new Error("SELECT secret FROM somewhere");
        },
      }),
    );
    expect(bug.status).toBe(500);
    expect(outage.text + bug.text).not.toMatch(/password|10\.0\.0\.1|SELECT|secret/);
  });

  it("answers a refusal of the handler by its code, and a step-up as RFC 9470 says", async () => {
    const answer = await answerTo(call("GET"), refresh({ GET: () => refuseCall({ code: "step_up_required", maxAgeSeconds: 120 }) }));
    expect(answer).toMatchObject({ status: 401, code: "step_up_required" });
    expect(answer.headers.get("www-authenticate")).toBe('Bearer error="insufficient_user_authentication", max_age="120"');
  });

  it("is never kept by anyone and says what the browser may do with it, whatever it answers", async () => {
    for (const request of [call("GET"), call("PUT"), call("POST"), call("GET", { cookie: "__Host-hf_at=a; __Host-hf_at=b" })]) {
      const { headers } = await answerTo(request);
      expect(headers.get("cache-control")).toBe("private, no-store");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it("asks every handler of a trader for the trader, and asks before it tells what is not there", async () => {
    for (const path of ["/api/portfolio", "/api/[...path]"]) {
      const routes = serve(path, path === "/api/portfolio" ? { GET: () => Response.json({ leaked: true }) } : {});
      expect(await answerTo(call("GET"), routes)).toMatchObject({ status: 401, code: "unauthenticated" });
      expect(await answerTo(call("GET", { cookie: "__Host-hf_at=shell.shell.shell" }), routes)).toMatchObject({
        status: 401,
        code: "unauthenticated",
      });
    }
  });

  it("does not start with a route that the manifest does not know, or with other methods than it says", () => {
    expect(() => serve("/api/unlisted", { GET: () => Response.json({}) })).toThrow("no row");
    expect(() => serve("/api/portfolio", { POST: () => Response.json({}) })).toThrow("other methods");
    expect(() => serve("/portfolio", { GET: () => Response.json({}) })).toThrow("no row");
  });
});
