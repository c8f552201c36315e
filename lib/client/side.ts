// Whose page this is: a trader's, or one of the support desk. Each side renews, signs in and signs out through doors of its own.

export type Side = "trader" | "desk";

/** The side of a page's path. */
export const sideOfPage = (path: string): Side => (/^\/ops(?:[/?#]|$)/.test(path) ? "desk" : "trader");

/** The side of an API's path. */
export const sideOfApi = (path: string): Side => (path.startsWith("/api/ops/") ? "desk" : "trader");

interface Doors {
  readonly home: string;
  readonly signIn: string;
  readonly refresh: `/api/${string}`;
  readonly signOut: `/api/${string}`;
}

/** Where each side's doors are. */
export const DOORS: Readonly<Record<Side, Doors>> = {
  trader: { home: "/portfolio", signIn: "/sign-in", refresh: "/api/auth/refresh", signOut: "/api/auth/sign-out" },
  desk: { home: "/ops", signIn: "/ops/sign-in", refresh: "/api/ops/auth/refresh", signOut: "/api/ops/auth/sign-out" },
};
