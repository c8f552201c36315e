// The auth graph as a picture. Edges between the same two states share one arrow, and what leads back to its own state is left to the table.
import { instance } from "@viz-js/viz";
import { EDGES } from "@/lib/auth-graph/auth-graph";
import { STATES } from "@/lib/auth-graph/auth-states";
import type { Edge, State } from "@/lib/auth-graph/graph-shapes";

const COLOURS: Readonly<Record<State["area"], string>> = {
  "signed out": "#e8eefc",
  "coming back": "#fdf1dc",
  "signed in": "#e3f4ea",
  approving: "#f1e8fb",
};
const LINE_CHARACTERS = 26;

const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

/** Breaks a text into lines that fit beside an arrow. */
function wrapped(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length + 1 > LINE_CHARACTERS) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.join("\\n");
}

function cluster(area: State["area"], states: readonly (readonly [string, State])[]): string {
  const nodes = states.filter(([, state]) => state.area === area).map(([name, { title }]) => `${name} [label=${quoted(wrapped(title))}]`);
  return `subgraph ${quoted(`cluster ${area}`)} { label=${quoted(area)}; color="#c8ccd4"; node [fillcolor=${quoted(COLOURS[area])}]; ${nodes.join("; ")} }`;
}

function arrows(edges: readonly Edge[]): string[] {
  const labels = new Map<string, { text: string[]; isWait: boolean }>();
  for (const { from, to, by, needs = [], isWait = false } of edges) {
    if (from === to) continue;
    const arrow = labels.get(`${from} -> ${to}`) ?? { text: [], isWait };
    arrow.text.push(wrapped(needs.length === 0 ? by : `${by} (${needs.join(" + ").replace("_", " ")})`));
    labels.set(`${from} -> ${to}`, arrow);
  }
  return [...labels].map(
    ([ends, { text, isWait }]) => `${ends} [label=${quoted(text.join("\\n· "))}${isWait ? ', style=dashed, color="#b45309"' : ""}]`,
  );
}

/** The picture as SVG: the same graph always gives the same text. */
export async function drawGraph(): Promise<string> {
  const states: readonly (readonly [string, State])[] = Object.entries(STATES);
  const dot = [
    "digraph { rankdir=LR; bgcolor=white; nodesep=0.35; ranksep=0.9; fontname=Helvetica; fontsize=13",
    'node [shape=box, style="rounded,filled", fontname=Helvetica, fontsize=12, color="#6b7280"]',
    'edge [fontname=Helvetica, fontsize=9, color="#4b5563", fontcolor="#374151"]',
    ...(Object.keys(COLOURS) as State["area"][]).map((area) => cluster(area, states)),
    ...arrows(Object.values(EDGES)),
    "}",
  ].join("\n");
  return (await instance()).renderString(dot, { format: "svg" });
}
