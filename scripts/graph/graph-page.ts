// docs/auth-graph.md: every edge in words, with what it needs, what it is in code, and the tests that walk it.
import { EDGES, type EdgeName } from "@/lib/auth-graph/auth-graph";
import { STATES } from "@/lib/auth-graph/auth-states";
import type { Edge } from "@/lib/auth-graph/graph-shapes";
import { EDGE_TESTS } from "./edge-tests";

const code = (names: readonly string[] | undefined): string => (names ?? []).map((name) => `\`${name}\``).join(", ");
const titleOf = (name: keyof typeof STATES): string => STATES[name].title;

function row(name: EdgeName): string {
  const { from, to, by, needs, isWait, codes, exceptions, steps }: Edge<keyof typeof STATES> = EDGES[name];
  const inCode = [code(codes), code(exceptions), code(steps)].filter((text) => text !== "").join(" · ");
  const tests = EDGE_TESTS[name].map((test) => test.replace(/^.*\//, "")).join("<br>");
  return `| ${titleOf(from)} | ${by}${isWait === true ? " (waits)" : ""} | ${titleOf(to)} | ${(needs ?? []).join(" + ").replaceAll("_", " ")} | ${inCode} | ${tests} |`;
}

/** The page's text. */
export const graphPage = (): string =>
  [
    "# The auth graph",
    "",
    "Generated from `lib/auth-graph/auth-graph.ts` by `npx tsx scripts/graph/write-graph.ts`; `scripts/graph/auth-graph.test.ts` holds it against the product:",
    "every state has an exit, every edge a test, and every screen, refusal code, sign-in step and Cognito exception is on it. The same test walks it:",
    "whoever holds a way in reaches a session, whoever holds none reaches somebody who can help, and one stolen thing alone (a password, a code",
    "generator, a mailbox, a recovery code, a session) neither moves money nor changes a way in without a wait of which the owner is told.",
    "",
    "![The auth graph](auth-graph.svg)",
    "",
    "Dashed arrows pass only after a wait.",
    "",
    "| From | The trader… | To | Needs | In code | Tests |",
    "|---|---|---|---|---|---|",
    ...(Object.keys(EDGES) as EdgeName[]).map(row),
    "",
  ].join("\n");
