// What the house measures of itself: lines per file, and lines of comment against lines of code.
import { readFileSync } from "node:fs";
import { sourceFiles } from "./source-files";

export interface FileSize {
  readonly file: string;
  readonly lines: number;
  readonly commentLines: number;
  readonly codeLines: number;
}

const MEASURED = /^(lib\/(?!testing\/)|app\/|components\/|worker\/|testpool\/|middleware\.ts$)/;
const COMMENT = /^\s*(\/\/|\/\*|\*)/;

function measure(file: string): FileSize {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const commentLines = lines.filter((line) => COMMENT.test(line)).length;
  const blankLines = lines.filter((line) => line.trim() === "").length;
  return { file, lines: lines.length, commentLines, codeLines: lines.length - commentLines - blankLines };
}

/** Sizes of everything that ships or stands in for what ships, tests left out. */
export function measureProduct(): readonly FileSize[] {
  return sourceFiles()
    .filter((file) => MEASURED.test(file) && !/\.(test|spec)\.tsx?$/.test(file))
    .map(measure);
}
