import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { EDGES } from "@/lib/auth-graph/auth-graph";
import { STATES } from "@/lib/auth-graph/auth-states";
import { type Edge, HOLDINGS, type Holding } from "@/lib/auth-graph/graph-shapes";
import { type GraphFacts, judgeGraph, type TestedGraph } from "@/lib/auth-graph/judge-graph";
import { reach } from "@/lib/auth-graph/reach";
import { REFUSALS } from "@/lib/contracts/refusal";
import { isOfDesk } from "@/lib/contracts/find-route";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { SIGN_IN_STEPS } from "@/lib/contracts/sign-in-steps";
import { sourceFiles } from "../house/source-files";
import { drawGraph } from "./draw-graph";
import { EDGE_TESTS } from "./edge-tests";
import { graphPage } from "./graph-page";
import { policyPage } from "./policy-page";
import { readTestNames } from "./read-test-names";

const PROXY = "lib/server/cognito-proxy";
const captures = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);

/** The operations of the allow-list, by their definitions. */
const operations = readdirSync(join(PROXY, "operations"))
  .filter((file) => !file.includes(".test."))
  .flatMap((file) => captures(readFileSync(join(PROXY, "operations", file), "utf8"), /^ {2}name: "(\w+)"/gm));
const sdk = dirname(createRequire(import.meta.url).resolve("@aws-sdk/client-cognito-identity-provider/package.json"));
const documented = operations.flatMap((operation) =>
  captures(readFileSync(join(sdk, "dist-types/commands", `${operation}Command.d.ts`), "utf8"), /@throws \{@link (\w+)\}/g),
);
const own = captures(readFileSync(join(PROXY, "cognito-exception.ts"), "utf8"), /new CognitoException\(\s*"(\w+)"/g);

const facts: GraphFacts = {
  // The graph is of the traders' ways; the desk has one way in, and its only fallback is an administrator (ADR 056).
  screens: ROUTE_MANIFEST.flatMap((route) => (route.kind === "page" && !isOfDesk(route) ? [route.path] : [])),
  codes: Object.keys(REFUSALS),
  steps: Object.keys(SIGN_IN_STEPS),
  exceptions: [...documented, ...own].filter((name) => !name.endsWith("ServiceException")),
  tests: readTestNames(sourceFiles().filter((file) => /\.(test|spec)\.ts$/.test(file))),
};
const graph: TestedGraph = { states: STATES, edges: EDGES, tests: EDGE_TESTS };
const edges: readonly Edge[] = Object.values(EDGES);

describe("the auth graph", () => {
  it("agrees with the product: exits, tests, screens, codes, steps and exceptions", () => {
    expect(operations.length).toBeGreaterThan(15);
    expect(facts.tests.size).toBeGreaterThan(500);
    expect(judgeGraph(graph, facts)).toEqual([]);
  });

  it("is drawn and told as it is (npx tsx scripts/graph/write-graph.ts)", async () => {
    expect(readFileSync("docs/auth-graph.md", "utf8")).toBe(graphPage());
    expect(readFileSync("docs/policy.md", "utf8")).toBe(policyPage());
    expect(readFileSync("docs/auth-graph.svg", "utf8")).toBe(await drawGraph());
  });

  const planted: Edge = { from: "signed_out", to: "session", by: "walks in" };
  const [someTest] = EDGE_TESTS.passkey;
  it.each<[string, TestedGraph, GraphFacts, RegExp]>([
    ["an edge without a test", { ...graph, edges: { ...EDGES, planted } }, facts, /edge planted has no test/],
    [
      "a test that was deleted",
      graph,
      { ...facts, tests: new Set([...facts.tests].filter((name) => name !== someTest)) },
      /edge passkey names a test that does not exist/,
    ],
    [
      "a state without an exit",
      { ...graph, states: { ...STATES, cellar: { title: "Cellar", area: "signed out", screens: [] } } },
      facts,
      /state cellar has no exit/,
    ],
    ["a new screen", graph, { ...facts, screens: [...facts.screens, "/new"] }, /screen \/new is not on the graph/],
    ["a new refusal", graph, { ...facts, codes: [...facts.codes, "new_code"] }, /code new_code is not on the graph/],
    ["a new step", graph, { ...facts, steps: [...facts.steps, "NEW_STEP"] }, /step NEW_STEP is not on the graph/],
    ["a new exception", graph, { ...facts, exceptions: [...facts.exceptions, "NewException"] }, /exception NewException is not/],
  ])("turns red on %s", (_name, changed, given, fault) => {
    expect(judgeGraph(changed, given).join("\n")).toMatch(fault);
  });
});

const subsets = (all: readonly Holding[]): Holding[][] =>
  all.reduce<Holding[][]>((sets, holding) => [...sets, ...sets.map((set) => [...set, holding])], [[]]);

// An account that has a second factor: whoever has none is asked to set one up, and that road is not open to it.
const enrolled = Object.entries<Edge>(EDGES).flatMap(([name, edge]) => (name === "setup_asked" ? [] : [edge]));
const SIGNED_IN = ["session", "limited"] as const;

describe("whoever owns an account", () => {
  const combinations = subsets(HOLDINGS.filter((holding) => holding !== "session"));

  it.each(combinations.map((holds) => [holds.join("+") || "nothing", holds] as const))("with %s left is not stuck", (_name, holds) => {
    const reached = reach(enrolled, { from: "signed_out", holds, mayWait: true });
    const canKnowPassword = holds.includes("password") || holds.includes("mailbox");
    const hasSecond = holds.includes("totp") || holds.includes("recovery_code") || holds.includes("mailbox");
    const hasWayIn = holds.includes("passkey") || (canKnowPassword && hasSecond);
    expect(SIGNED_IN.some((name) => reached.has(name))).toBe(hasWayIn);
    expect(reached.has("desk")).toBe(true);
  });

  it("with a password alone, on an account that has no second factor yet, is led to set one up", () => {
    expect(reach(edges, { from: "signed_out", holds: ["password"], mayWait: false }).has("held")).toBe(true);
  });
});

describe("whoever stole one thing", () => {
  const HARM = ["moved", "changed", "passkeys_only"] as const;
  const start = (holding: Holding): string => (holding === "session" ? "session" : "signed_out");

  it.each(HOLDINGS.filter((holding) => holding !== "passkey"))("a %s, moves nothing and changes no way in", (holding) => {
    const reached = reach(enrolled, { from: start(holding), holds: [holding], mayWait: false });
    expect(HARM.filter((name) => reached.has(name))).toEqual([]);
  });

  it("unlike its owner, who does both", () => {
    const reached = reach(enrolled, { from: "signed_out", holds: ["password", "totp"], mayWait: false });
    expect([...reached]).toEqual(expect.arrayContaining(["moved", "changed"]));
  });

  it("and without the wait of the recovery the mailbox would be enough, so the wait is what protects", () => {
    const unguarded = enrolled.map((edge) => ({
      from: edge.from,
      to: edge.to,
      by: edge.by,
      needs: edge.needs ?? [],
      gives: edge.gives ?? [],
    }));
    expect(reach(unguarded, { from: "signed_out", holds: ["mailbox"], mayWait: false }).has("session")).toBe(true);
  });
});
