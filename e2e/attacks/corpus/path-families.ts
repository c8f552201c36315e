// Ways to spell a guarded address so that the gate and the router might read it differently.
import { each, type Family, shot } from "./shot";

const afterPath = [
  "/",
  "//",
  "/.",
  "/./",
  "/..",
  "%2f",
  "%2F",
  "%5c",
  "%00",
  "%20",
  "%09",
  "%0a",
  "%23",
  ";",
  ";a=b",
  ";.css",
  ".json",
  ".html",
  ".css",
  ".js",
  ".svg",
  "/icon.svg",
  "/.css",
  "~",
  "..;/",
  "&",
  "?",
  "??",
  "%3f",
  "?%00",
  "/index",
  "/page",
  "/route",
  "/_next",
  "\\",
];

/** Something behind the path: slashes, dots, matrix parameters, suffixes that a matcher may exempt. */
const trailing: Family = ({ pages, apis }) =>
  each([...pages.filter((page) => page !== "/"), ...apis], afterPath, (path, tail) => shot("trailing", `${path}${tail}`));

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
const spellings: readonly ((path: string) => string)[] = [
  (path) => `/${percent(path[1] ?? "")}${path.slice(2)}`,
  (path) => `${path.slice(0, -1)}${percent(path.slice(-1))}`,
  (path) => `/${[...path.slice(1)].map(percent).join("")}`,
  (path) => `/%25${percent(path[1] ?? "").slice(1)}${path.slice(2)}`,
  (path) => `%2f${path.slice(1)}`,
  (path) => `/%2f${path.slice(1)}`,
  (path) => path.toUpperCase(),
  (path) => `${path.slice(0, 1)}${(path[1] ?? "").toUpperCase()}${path.slice(2)}`,
  (path) => `/${path}`,
  (path) => `//${path}`,
  (path) => `/.${path}`,
  (path) => `/%2e${path}`,
  (path) => `\\${path.slice(1)}`,
  (path) => `/\\${path.slice(1)}`,
  (path) => `/%5c${path.slice(1)}`,
  (path) => `/%c0%af${path.slice(1)}`,
  (path) => `/%ef%bc%8f${path.slice(1)}`,
  (path) => `/\u00a0${path.slice(1)}`,
  (path) => `/ ${path.slice(1)}`,
  (path) => path.replaceAll("/", "%2f"),
  (path) => path.replaceAll("/", "//"),
  (path) => `/%u0070${path.slice(2)}`,
  (path) => path.slice(1),
];

/** The same letters in other clothes: percent, double percent, case, backslashes, overlong and wide forms. */
const encodings: Family = ({ pages, apis }) =>
  each([...pages.filter((page) => page !== "/"), ...apis], spellings, (path, spell) => shot("encoding", spell(path)));

/** Reaching a guarded address through a public one. */
const traversal: Family = ({ pages, apis, publicPage, publicApi }) => {
  const through = [
    publicPage,
    publicApi,
    "/_next/static",
    "/_next/static/chunks",
    "/icon.svg",
    "/favicon.ico",
    "/robots.txt",
    "/api/auth/refresh",
  ];
  const joins = ["/..", "/%2e%2e", "/..%2f..", "/.%2e", ";/..", "/..;", "%2f..", "/..\\.."];
  return each(through, joins, (from, join) => [
    shot("traversal", `${from}${join}${pages[1] ?? "/portfolio"}`),
    shot("traversal", `${from}${join}${apis[0] ?? ""}`),
  ]).flat();
};

/** Next's own side doors to a page: RSC payloads, segment prefetches, the pages router's data, the image optimiser. */
const frameworkPaths: Family = ({ pages, apis }) => {
  const page = pages.filter((path) => path !== "/");
  const suffixes = [
    ".rsc",
    ".prefetch.rsc",
    "/index.rsc",
    ".segments/_tree.segment.rsc",
    ".segments/_index.segment.rsc",
    ".segments/__PAGE__.segment.rsc",
    ".segments/_head.segment.rsc",
    ".segments/$d$x.segment.rsc",
    ".txt",
    "/__PAGE__.txt",
    "?_rsc=1abcd",
    "?_rsc=",
    "?__nextDataReq=1",
    "?__nextLocale=en",
    "?__nextDefaultLocale=en",
    "?__nextInferredLocaleFromDefault=1",
    "?nxtPpath=portfolio",
    "?nxtPid=1",
    "?nxtIpath=portfolio",
    "?a=?&nxtPpath=portfolio",
    "?__next_ppr_only=1",
    "?x-middleware-subrequest=middleware",
    "?amp=1",
  ];
  const prefixes = [
    "/_next/data/development",
    "/_next/data/BUILD",
    "/_next/data/build/en",
    "/_next",
    "/_next/static",
    "/en",
    "/default",
    "/(trader)",
    "/app",
    "/_next/server/app",
    "/.next/server/app",
  ];
  const wrapped = [
    "/_next/image?w=64&q=75&url=",
    "/_next/image?w=64&q=75&url=%2F.",
    "/?next=",
    "/_error?path=",
    "/404?path=",
    "/_not-found?path=",
    "/api/auth/refresh?to=",
  ];
  return [
    ...each([...page, ...apis], suffixes, (path, suffix) => shot("framework path", `${path}${suffix}`)),
    ...each(prefixes, page, (prefix, path) => [
      shot("framework path", `${prefix}${path}.json`),
      shot("framework path", `${prefix}${path}`),
      shot("framework path", `${prefix}${path}.html`),
      shot("framework path", `${prefix}${path}.rsc`),
    ]).flat(),
    ...each(wrapped, [...page, ...apis], (wrap, path) => shot("framework path", `${wrap}${encodeURIComponent(path)}`)),
    ...["/index", "/index.rsc", "/_index", "/_tree", "/_next/data/development/index.json"].map((path) => shot("framework path", path)),
  ];
};

export const PATH_FAMILIES: readonly Family[] = [trailing, encodings, traversal, frameworkPaths];
