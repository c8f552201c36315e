// The corpus is data; its size and breadth are promises of their own.
import { expect, test } from "@playwright/test";
import { requestBytes } from "../../support/raw-request";
import { countsByFamily, gateBypassCorpus } from "./gate-bypass-corpus";
import { aimed } from "./shot";

const targets = {
  pages: ["/", "/portfolio"],
  apis: ["/api/portfolio"],
  publicPage: "/sign-in",
  publicApi: "/api/health",
  origin: "http://localhost:3101",
};

test.describe("the gate-bypass corpus", () => {
  test("has at least 300 distinct requests even for two pages and one API", () => {
    const corpus = gateBypassCorpus(targets);
    const bytes = corpus.map((shot) => requestBytes(aimed(shot, targets.origin, null)).toString("latin1"));
    expect(new Set(bytes).size).toBe(corpus.length);
    expect(corpus.length).toBeGreaterThanOrEqual(300);
  });

  test("holds every family of the peers' incidents", () => {
    const families = Object.keys(countsByFamily(gateBypassCorpus(targets)));
    expect(families).toEqual(
      expect.arrayContaining([
        "x-middleware-subrequest",
        "framework path",
        "component header",
        "encoding",
        "traversal",
        "absolute form",
        "host",
        "rewritten header",
        "method",
        "server action",
        "cookie look-alike",
        "conditional",
        "upgrade",
      ]),
    );
  });

  test("sends the persona's cookies with every shot", () => {
    for (const shot of gateBypassCorpus(targets)) expect(aimed(shot, targets.origin, "a=1").headers).toContainEqual(["Cookie", "a=1"]);
  });
});
