// Writes docs/auth-graph.svg, docs/auth-graph.md and docs/policy.md: run it after a change of the graph, of its tests or of the policy.
import { writeFileSync } from "node:fs";
import { drawGraph } from "./draw-graph";
import { graphPage } from "./graph-page";
import { policyPage } from "./policy-page";

writeFileSync("docs/auth-graph.svg", await drawGraph());
writeFileSync("docs/auth-graph.md", graphPage());
writeFileSync("docs/policy.md", policyPage());
