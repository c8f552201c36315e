// Reads a path against the manifest. It never decodes: an encoded path is a different path, and different paths are refused.
import { ROUTE_MANIFEST, type Route } from "./route-manifest";

const escape = (text: string): string => text.replace(/[.*+?^${}()|\\]/g, "\\$&");

const patternOf = (path: string): RegExp => {
  const segments = path.split("/").map((segment) => {
    if (/^\[\.\.\.\w+\]$/.test(segment)) return ".+";
    if (/^\[\w+\]$/.test(segment)) return "[^/]+";
    return escape(segment);
  });
  return new RegExp(`^${segments.join("/")}$`);
};

/** How exact a row is: a literal segment before one parameter, one parameter before a rest. */
const looseness = (path: string): number => (path.includes("[...") ? 1_000 : 0) + path.split("[").length;

const ORDERED = [...ROUTE_MANIFEST].sort((left, right) => looseness(left.path) - looseness(right.path));
const COMPILED = ORDERED.map((route) => ({ route, pattern: patternOf(route.path) }));

/** The most exact row for a path, or null for a path that nobody owns (which callers refuse). */
export function findRoute(pathname: string): Route | null {
  return COMPILED.find(({ pattern }) => pattern.test(pathname))?.route ?? null;
}

/** The row with exactly this pattern, such as `/api/sessions/[id]`, or null. */
export function findRow(path: string): Route | null {
  return ROUTE_MANIFEST.find((route) => route.path === path) ?? null;
}

/** Whether a row belongs to the support desk, its sign-in included. Where no desk is served, such a row is not there. */
export const isOfDesk = ({ path }: Pick<Route, "path">): boolean => /^\/(?:api\/)?ops(?:\/|$)/.test(path);
