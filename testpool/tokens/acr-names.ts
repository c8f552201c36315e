// A pool may give the four levels of native step-up names of its own (AcrConfiguration); inside, a level goes by its default name.
import type { PoolRecord } from "../store/settings-records";

const LEVELS = ["Level1", "Level2", "Level3", "Level4"] as const;

/** A level as AcrConfiguration calls it. */
export type AcrLevel = (typeof LEVELS)[number];

const defaultName = (level: AcrLevel): string => `urn:cognito:loa:${LEVELS.indexOf(level) + 1}`;

/** True for a key of AcrConfiguration. */
export function isAcrLevel(name: string): name is AcrLevel {
  return LEVELS.some((level) => level === name);
}

/** The four names of a pool, lowest level first: the pool's own, or the default one where it has none (documented). */
export function acrNames(pool: Pick<PoolRecord, "acrNames">): readonly string[] {
  return LEVELS.map((level) => pool.acrNames[level] ?? defaultName(level));
}

/** The default name behind a name of the pool, or null when the pool has no such name: one that was replaced counts no more (assumed). */
export function defaultAcrName(pool: PoolRecord, name: string): string | null {
  const level = LEVELS[acrNames(pool).indexOf(name)];
  return level === undefined ? null : defaultName(level);
}

/** The pool's name for a level, as the `acr` claim says it (documented). */
export function ownAcrName(pool: PoolRecord, acr: string): string {
  const level = LEVELS.find((candidate) => defaultName(candidate) === acr);
  return level === undefined ? acr : (pool.acrNames[level] ?? acr);
}
