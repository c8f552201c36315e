import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROUTE_MANIFEST, type Route } from "@/lib/contracts/route-manifest";
import { judgeRoutes, type RouteSource } from "./judge-routes";
import { sourceFiles } from "./source-files";

const sources: readonly RouteSource[] = sourceFiles()
  .filter((file) => /^app\/(.+\/)?(page|route)\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(file, "utf8") }));
const assets = [
  ...readdirSync("app").filter((name) => /\.(svg|png|ico|txt|webmanifest)$/.test(name)),
  ...(existsSync("public") ? readdirSync("public") : []),
];

const row = (changes: Partial<Route> & Pick<Route, "path" | "kind">): Route => ({
  audience: "trader",
  methods: ["GET"],
  bodyMaxBytes: 0,
  accepts: [],
  isOpenWhenFrozen: false,
  ...changes,
});

describe("the route manifest is the whole truth", () => {
  it("has a row and a wrapper for every page and handler, and a file for every row", () => {
    expect(sources.length).toBeGreaterThan(10);
    expect(judgeRoutes(sources, assets, ROUTE_MANIFEST)).toEqual([]);
  });

  const judge = (file: string, text: string, more: readonly Route[] = []) =>
    judgeRoutes([...sources, { file, text }], assets, [...ROUTE_MANIFEST, ...more]);
  const wrapped = (path: string) => `export const { GET } = serve("${path}", { GET: () => Response.json({}) });`;

  it.each([
    ["an unlisted handler, wrapped or not", "app/api/planted/route.ts", wrapped("/api/planted"), []],
    ["an unlisted page", "app/(trader)/planted/page.tsx", 'export default traderPage("/planted", () => null);', []],
    ["an unlisted page outside every group", "app/planted/page.tsx", "export default function Planted() {}", []],
    [
      "a handler that is not wrapped",
      "app/api/planted/route.ts",
      "export const GET = () => Response.json({});",
      [row({ path: "/api/planted", kind: "handler" })],
    ],
    [
      "a handler wrapped under another address",
      "app/api/planted/route.ts",
      wrapped("/api/health"),
      [row({ path: "/api/planted", kind: "handler" })],
    ],
    [
      "a trader's page that is not wrapped",
      "app/planted/page.tsx",
      "export default function Planted() {}",
      [row({ path: "/planted", kind: "page" })],
    ],
    [
      "a trader's page wrapped under another address",
      "app/planted/page.tsx",
      'export default traderPage("/portfolio", x);',
      [row({ path: "/planted", kind: "page" })],
    ],
    [
      "a page of the desk in the traders' wrapper",
      "app/planted/page.tsx",
      'export default traderPage("/planted", () => null);',
      [row({ path: "/planted", kind: "page", audience: "operator" })],
    ],
    [
      "a redirect that does more than redirect",
      "app/planted/page.tsx",
      'import { redirect } from "next/navigation";\nexport default function P() { leak(); redirect("/x"); }',
      [row({ path: "/planted", kind: "page" })],
    ],
  ] as const)("goes red for %s", (_, file, text, more) => {
    expect(judge(file, text, more)).toHaveLength(1);
  });

  it("goes red for a row without a file, a row twice and an asset without a row", () => {
    expect(judgeRoutes(sources, assets, [...ROUTE_MANIFEST, row({ path: "/ghost", kind: "page" })])).toEqual(["page /ghost has no file"]);
    expect(judgeRoutes(sources, assets, [...ROUTE_MANIFEST, row({ path: "/portfolio", kind: "page" })])).toEqual([
      "page /portfolio has two rows",
    ]);
    expect(judgeRoutes(sources, [...assets, "planted.js"], ROUTE_MANIFEST)).toEqual(["planted.js has no row"]);
  });

  it("stays green for a planted file that has its row and its wrapper", () => {
    expect(judge("app/api/planted/route.ts", wrapped("/api/planted"), [row({ path: "/api/planted", kind: "handler" })])).toEqual([]);
  });
});
