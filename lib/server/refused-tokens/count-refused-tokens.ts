// Refused tokens, counted in the process and written down together. Whoever sends a million of them writes one row every two seconds.
import "server-only";

/** Which of the gates refused. */
export type RefusingGate = "first" | "trader" | "bearer";

/** One refusal. */
export interface RefusedToken {
  readonly gate: RefusingGate;
  /** The name of the check that said no, or `expired`, `no_session`, `unknown_key`, `scope`. A closed list in the code, never a text that was sent. */
  readonly reason: string;
  /** Coarse. */
  readonly network: string;
}

/** What one row tells. */
export interface RefusedTokens {
  readonly count: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly gates: Readonly<Record<string, number>>;
  /** Where those came from that were neither run out nor signed out; the ones beyond the first are together under `other`. */
  readonly networks: Readonly<Record<string, number>>;
}

/** Networks that one row names. */
export const NETWORKS_MAX = 16;
/** Milliseconds from the first refusal to the row that tells of it. */
export const FLUSH_MS = 2_000;

const ORDINARY: ReadonlySet<string> = new Set(["expired", "early", "no_session"]);

/** What counting needs of the world. */
export interface CountingParts {
  /** Writes one row; a rejection keeps the counts for the next one. */
  write(tokens: RefusedTokens): Promise<void>;
  after(milliseconds: number, work: () => void): void;
}

type Counts = Map<string, number>;
interface Tally {
  readonly reasons: Counts;
  readonly gates: Counts;
  readonly networks: Counts;
}

const emptyTally = (): Tally => ({
  reasons: new Map<string, number>(),
  gates: new Map<string, number>(),
  networks: new Map<string, number>(),
});
const add = (counts: Counts, name: string, by = 1): void => void counts.set(name, (counts.get(name) ?? 0) + by);
const addAll = (counts: Counts, more: Counts): void => {
  for (const [name, by] of more) add(counts, name, by);
};

function rowOf({ reasons, gates, networks }: Tally): RefusedTokens {
  const count = [...reasons.values()].reduce((sum, one) => sum + one, 0);
  return { count, reasons: Object.fromEntries(reasons), gates: Object.fromEntries(gates), networks: Object.fromEntries(networks) };
}

/** A counter of one process. What it holds is bounded by the names of checks, three gates and sixteen networks. */
export function countRefusedTokens({ write, after }: CountingParts): (refused: RefusedToken) => void {
  let tally = emptyTally();
  let isWaiting = false;

  const flush = async (): Promise<void> => {
    const taken = tally;
    tally = emptyTally();
    await write(rowOf(taken)).catch(() => {
      addAll(tally.reasons, taken.reasons);
      addAll(tally.gates, taken.gates);
      addAll(tally.networks, taken.networks);
      wait();
    });
  };
  const wait = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    after(FLUSH_MS, () => {
      isWaiting = false;
      void flush();
    });
  };

  return ({ gate, reason, network }) => {
    const { reasons, gates, networks } = tally;
    add(reasons, reason);
    add(gates, gate);
    if (!ORDINARY.has(reason)) add(networks, networks.has(network) || networks.size < NETWORKS_MAX ? network : "other");
    wait();
  };
}
