// The files that ship, without their comments, for guards that look for words in them.
import { readFileSync } from "node:fs";
import { sourceFiles } from "./source-files";

export interface ProductSource {
  readonly file: string;
  readonly text: string;
}

const SHIPS = /^(app|components|lib|worker|infra\/triggers)\/|^middleware\.ts$/;
const DOES_NOT = /^lib\/testing\/|\.(test|spec)\.tsx?$/;

const withoutComments = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");

/** Every source file of the product, its workers and the pool's triggers, as paths from the root. */
export const productSources = (): readonly ProductSource[] =>
  sourceFiles()
    .filter((file) => SHIPS.test(file) && !DOES_NOT.test(file))
    .map((file) => ({ file, text: withoutComments(readFileSync(file, "utf8")) }));
