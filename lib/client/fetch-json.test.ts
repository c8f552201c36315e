import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fetchJson } from "./fetch-json";

type Answer = () => Response;

const problem =
  (status: number, code: string): Answer =>
  () =>
    Response.json({ code, requestId: "r-1" }, { status });
const fine: Answer = () => Response.json({ total: "1" });

let asked: string[] = [];
const assign = vi.fn();

function answers(table: Readonly<Record<string, readonly Answer[]>>): void {
  const left = new Map(Object.entries(table).map(([path, list]) => [path, [...list]]));
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    asked.push(`${init.method ?? "GET"} ${path}`);
    const next = left.get(path)?.shift();
    if (next === undefined) throw new TypeError("offline");
    return next();
  });
}

beforeEach(() => {
  asked = [];
  assign.mockReset();
  vi.stubGlobal("location", { pathname: "/activity", search: "?cursor=a", assign });
});
afterEach(() => vi.unstubAllGlobals());

const settled = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, new Promise((resolve) => setTimeout(resolve, 30, "still waiting"))]);

describe("the one way to our own API", () => {
  test("an answer is passed on, and nothing else is asked", async () => {
    answers({ "/api/portfolio": [fine] });
    expect(await fetchJson("/api/portfolio")).toEqual({ total: "1" });
    expect(asked).toEqual(["GET /api/portfolio"]);
  });

  test("an ended session is renewed once and the question asked again", async () => {
    answers({ "/api/portfolio": [problem(401, "session_expired"), fine], "/api/auth/refresh": [fine] });
    expect(await fetchJson("/api/portfolio")).toEqual({ total: "1" });
    expect(asked).toEqual(["GET /api/portfolio", "POST /api/auth/refresh", "GET /api/portfolio"]);
  });

  test("questions that fail together share one renewal", async () => {
    const twice = [problem(401, "session_expired"), problem(401, "session_expired"), fine, fine];
    answers({ "/api/portfolio": twice, "/api/auth/refresh": [fine] });
    await Promise.all([fetchJson("/api/portfolio"), fetchJson("/api/portfolio")]);
    expect(asked.filter((call) => call.endsWith("refresh"))).toHaveLength(1);
  });

  test("a refused renewal leaves for sign-in and comes back to the same page", async () => {
    answers({ "/api/portfolio": [problem(401, "unauthenticated")], "/api/auth/refresh": [problem(401, "unauthenticated")] });
    expect(await settled(fetchJson("/api/portfolio"))).toBe("still waiting");
    expect(assign).toHaveBeenCalledExactlyOnceWith("/sign-in?next=%2Factivity%3Fcursor%3Da");
  });

  test("a second end right after a renewal leaves too, never in circles", async () => {
    answers({ "/api/portfolio": [problem(401, "session_expired"), problem(401, "session_expired")], "/api/auth/refresh": [fine] });
    expect(await settled(fetchJson("/api/portfolio"))).toBe("still waiting");
    expect(asked).toHaveLength(3);
    expect(assign).toHaveBeenCalledTimes(1);
  });

  test("an outage of the renewal signs nobody out", async () => {
    answers({ "/api/portfolio": [problem(401, "session_expired")], "/api/auth/refresh": [problem(503, "unavailable")] });
    await expect(fetchJson("/api/portfolio")).rejects.toMatchObject({ problem: { code: "unavailable" } });
    expect(assign).not.toHaveBeenCalled();
  });

  test("a step-up is not an ended session", async () => {
    answers({ "/api/portfolio": [problem(401, "step_up_required")] });
    await expect(fetchJson("/api/portfolio")).rejects.toMatchObject({ problem: { code: "step_up_required" } });
    expect(asked).toHaveLength(1);
  });

  test("what is not one of our problem documents counts as unavailable", async () => {
    answers({ "/api/portfolio": [() => new Response("<html>proxy</html>", { status: 502 })], "/api/sessions": [] });
    await expect(fetchJson("/api/portfolio")).rejects.toMatchObject({ problem: { code: "unavailable" } });
    await expect(fetchJson("/api/sessions")).rejects.toMatchObject({ problem: { code: "unavailable" } });
  });
});
