// One row of the import table, and the short forms in which most rows are written.

/** Who lives where, and whom it may import. */
export interface Part {
  readonly name: string;
  /** Where the part lives, as a regular expression over paths from the root. No file matches two parts. */
  readonly where: string;
  /** Other parts it may import; a part may always import itself. */
  readonly parts: readonly string[];
  /** Packages it may import, by their npm names. */
  readonly packages: readonly string[];
  /** Whether it may use what Node itself brings. */
  readonly node: boolean;
}

/** The parts that are rules: no package, clock, chance or setting. */
export const RULES = [
  "money",
  "policy",
  "ledger",
  "market",
  "identity",
  "step-up",
  "recovery",
  "withdrawals",
  "signals",
  "orders",
] as const;

/** A part of lib/ that knows nothing of a process. */
export const pure = (name: string, parts: readonly string[] = [], packages: readonly string[] = []): Part => ({
  name,
  where: `^lib/${name}/`,
  parts,
  packages,
  node: false,
});

/** A part of lib/server: every file of it says that it is server-only. */
export const server = (name: string, parts: readonly string[], packages: readonly string[] = []): Part => ({
  name: `server/${name}`,
  where: `^lib/server/${name}(/|\\.ts$)`,
  parts,
  packages: ["server-only", ...packages],
  node: false,
});

/** The same part, with what Node itself brings. */
export const withNode = (part: Part): Part => ({ ...part, node: true });
