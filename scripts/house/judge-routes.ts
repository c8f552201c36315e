// Holds the route files against the manifest. Pure, so that planted files can show that it goes red.
import type { Route } from "@/lib/contracts/route-manifest";

/** A file of the app folder, with its text. */
export interface RouteSource {
  readonly file: string;
  readonly text: string;
}

interface Placed extends RouteSource {
  readonly kind: "page" | "handler";
  readonly path: string;
}

/** A page that holds nothing and only points elsewhere needs no trader: its target asks. */
const BARE_REDIRECT =
  /^import \{ redirect \} from "next\/navigation";\s+export default function \w+\(\)[^{]*\{\s+redirect\("\/[\w-]+"\);\s+\}\s*$/;

/** Next's own reading of a file's place: groups in parentheses are no part of the address. */
function place(source: RouteSource): Placed {
  const segments = source.file
    .split("/")
    .slice(1, -1)
    .filter((segment) => !/^\(.*\)$/.test(segment));
  return { ...source, kind: /\/page\.tsx?$/.test(source.file) ? "page" : "handler", path: `/${segments.join("/")}` };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll("( ", "(");

function judgeFile(placed: Placed, manifest: readonly Route[]): string[] {
  const row = manifest.find(({ kind, path }) => kind === placed.kind && path === placed.path);
  if (!row) return [`${placed.file} has no row`];
  if (placed.kind === "handler") return oneLine(placed.text).includes(`= serve("${placed.path}",`) ? [] : [`${placed.file} is not wrapped`];
  if (row.audience === "public" || BARE_REDIRECT.test(placed.text)) return [];
  const wrapper = row.audience === "operator" ? "operatorPage" : "traderPage";
  return placed.text.includes(`export default ${wrapper}("${placed.path}",`) ? [] : [`${placed.file} is not wrapped`];
}

/** Everything that is wrong between files, assets and manifest; nothing when each file has its row and its wrapper and each row its file. */
export function judgeRoutes(sources: readonly RouteSource[], assets: readonly string[], manifest: readonly Route[]): string[] {
  const placed = sources.map(place);
  const served = new Set([...placed.map(({ kind, path }) => `${kind} ${path}`), ...assets.map((name) => `asset /${name}`)]);
  const rows = manifest.map(({ kind, path }) => `${kind} ${path}`);
  return [
    ...placed.flatMap((file) => judgeFile(file, manifest)),
    ...rows.filter((row) => !served.has(row)).map((row) => `${row} has no file`),
    ...rows.filter((row, index) => rows.indexOf(row) !== index).map((row) => `${row} has two rows`),
    ...assets.filter((name) => !rows.includes(`asset /${name}`)).map((name) => `${name} has no row`),
  ];
}
