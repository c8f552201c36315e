// Runs dependency-cruiser and believes it only with proof: a tool that stopped early is a broken guard, never a clean house.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ICruiseResult } from "dependency-cruiser";
import { sourceFiles } from "./source-files";

export interface Refused {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

const TOOL = fileURLToPath(new URL("../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs", import.meta.url));
const OUTPUT_CHARACTERS_MAX = 200_000_000;

function runTool(root: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TOOL, "--config", ".dependency-cruiser.mjs", "--output-type", "json", "."], { cwd: root });
    let output = "";
    let complaint = "";
    child.stdout.on("data", (chunk: Buffer) => {
      if (output.length < OUTPUT_CHARACTERS_MAX) output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
    child.once("error", reject);
    child.once("close", () => {
      if (output.trim().startsWith("{")) resolve(output);
      else reject(new Error(`The cruise did not run: ${complaint.trim() || "it printed nothing"}`));
    });
  });
}

/** Cruises the tree at `root` and answers every refused import. Throws when a source file was not looked at. */
export async function cruise(root = "."): Promise<readonly Refused[]> {
  const result = JSON.parse(await runTool(root)) as ICruiseResult;
  const seen = new Set(result.modules.map((module) => module.source));
  const unseen = sourceFiles(root).filter((file) => !file.startsWith(".") && !seen.has(file));
  if (unseen.length > 0) throw new Error(`The cruise did not look at: ${unseen.join(", ")}`);
  return result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}
