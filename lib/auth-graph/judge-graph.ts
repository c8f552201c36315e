// Everything that can be wrong with an auth graph, as sentences. Pure, so that planted faults can show that each of them is found.
import type { Edge, State } from "./graph-shapes";

/** What the product and its tests are, as far as the graph must agree with them. */
export interface GraphFacts {
  /** Pages of the route manifest. */
  readonly screens: readonly string[];
  readonly codes: readonly string[];
  /** Steps of the installed Amplify's sign-in. */
  readonly steps: readonly string[];
  /** Exceptions that the allowed operations can end in: the pool's documented ones, and our own. */
  readonly exceptions: readonly string[];
  /** Tests that exist, as `file › title`. */
  readonly tests: ReadonlySet<string>;
}

/** A graph with the tests of its edges. */
export interface TestedGraph {
  readonly states: Readonly<Record<string, State>>;
  readonly edges: Readonly<Record<string, Edge>>;
  readonly tests: Readonly<Record<string, readonly string[]>>;
}

function missing(kind: string, wanted: readonly string[], there: Iterable<string>): string[] {
  const known = new Set(there);
  return [...new Set(wanted)].filter((name) => !known.has(name)).map((name) => `${kind} ${name} is not on the graph`);
}

function unknown(kind: string, named: readonly string[], real: readonly string[]): string[] {
  const known = new Set(real);
  return [...new Set(named)].filter((name) => !known.has(name)).map((name) => `${kind} ${name} is on the graph but does not exist`);
}

/** Every fault of the graph, or an empty list. */
export function judgeGraph({ states, edges, tests }: TestedGraph, facts: GraphFacts): readonly string[] {
  const all = Object.values(edges);
  const names = Object.keys(states);
  const screens = Object.values(states).flatMap((state) => state.screens);
  const named = (pick: (edge: Edge) => readonly string[] | undefined): string[] => all.flatMap((edge) => pick(edge) ?? []);
  return [
    ...all.flatMap((edge) => unknown("state", [edge.from, edge.to], names)),
    ...names.filter((name) => !all.some((edge) => edge.from === name && edge.to !== name)).map((name) => `state ${name} has no exit`),
    ...names
      .filter((name) => name !== "signed_out" && !all.some((edge) => edge.to === name && edge.from !== name))
      .map((name) => `state ${name} has no way in`),
    ...Object.keys(edges)
      .filter((name) => (tests[name] ?? []).length === 0)
      .map((name) => `edge ${name} has no test`),
    ...Object.keys(tests)
      .filter((name) => !(name in edges))
      .map((name) => `the tests name an edge ${name} that does not exist`),
    ...Object.entries(tests).flatMap(([name, list]) =>
      list.filter((test) => !facts.tests.has(test)).map((test) => `edge ${name} names a test that does not exist: ${test}`),
    ),
    ...missing("screen", facts.screens, screens),
    ...unknown("screen", screens, facts.screens),
    ...missing(
      "code",
      facts.codes,
      named((edge) => edge.codes),
    ),
    ...missing(
      "step",
      facts.steps,
      named((edge) => edge.steps),
    ),
    ...missing(
      "exception",
      facts.exceptions,
      named((edge) => edge.exceptions),
    ),
  ];
}
