// Runs columns of cells: the cells of a column one after another, columns that do not disturb each other side by side.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Harness } from "../support/harness";
import { balanceOnChain } from "../support/local-chain";
import { startProduct } from "../support/start-product";
import { setSkew, skewedClockFile } from "./break-part";
import type { Cell, Column } from "./cell";
import { AMOUNT_BASE_UNITS, ASSET, stageColumn, type ColumnStage } from "./column-stage";
import { runCell, type Outcome } from "./run-cell";

/** Columns of one line run side by side. A database that is away is away for all, and so is the pool; a skewed clock needs keys that answer. */
export const STAGES: readonly (readonly Column[])[] = [["database"], ["pool"], ["clock"], ["chain", "keys", "mail"]];

const SETTLED_MS_MAX = 60_000;

export interface GameDay {
  readonly cells: readonly Cell[];
  /** How long every fault lasts at least. */
  readonly holdMs: number;
  readonly noteOutcome?: (outcome: Outcome) => void;
}

export interface StageReport {
  readonly outcomes: readonly Outcome[];
  /** What is wrong with the money after it all, in sentences. */
  readonly money: readonly string[];
}

/** Runs the cells of `columns` and then counts the money: everything approved was paid, once, and ledger and chain agree. */
export async function runColumns(harness: Harness, columns: readonly Column[], day: GameDay): Promise<StageReport> {
  const wanted = columns.filter((column) => day.cells.some((cell) => cell.column === column));
  // One after another: staging moves the pool's clock when an authenticator has no unused code, and nobody shall be surprised by it.
  const stages: { readonly column: Column; readonly stage: ColumnStage }[] = [];
  for (const column of wanted) stages.push({ column, stage: await stageColumn(harness, [...portsOf(harness, column)]) });
  const skewed = wanted.includes("clock") ? await startSkewed(harness) : null;
  try {
    const perColumn = await Promise.all(stages.map(async ({ column, stage }) => runColumn(stage, column, day)));
    const money = await Promise.all(stages.map(({ stage }, index) => countPayments(stage, perColumn[index]?.length ?? 0)));
    return { outcomes: perColumn.flat(), money: [...money.flat(), ...(await askBooks(harness))] };
  } finally {
    await skewed?.stop();
  }
}

const portsOf = ({ facts }: Harness, column: Column): [number, ...number[]] =>
  column === "clock" ? [facts.variantPort] : [...facts.ports];

/** A product process with a clock file of its own, so that only its clock is wrong. */
async function startSkewed(harness: Harness): ReturnType<typeof startProduct> {
  setSkew(harness, 0);
  const { productEnvironment, stackFolder, variantPort } = harness.facts;
  return startProduct({
    folder: process.cwd(),
    port: variantPort,
    environment: { ...productEnvironment, HOLDFAST_CLOCK_FILE: skewedClockFile(stackFolder) },
    logName: "next-skewed",
    logFolder: `${stackFolder}/logs`,
  });
}

async function runColumn(stage: ColumnStage, column: Column, { cells, holdMs, noteOutcome }: GameDay): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const cell of cells.filter((candidate) => candidate.column === column)) {
    const outcome = await runCell(stage, cell, holdMs);
    noteOutcome?.(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

/** The destination has exactly one payment per cell: none twice, none lost. */
async function countPayments({ harness, trader }: ColumnStage, cells: number): Promise<string[]> {
  const due = BigInt(cells) * AMOUNT_BASE_UNITS;
  const endsAt = Date.now() + SETTLED_MS_MAX;
  for (;;) {
    const paid = await balanceOnChain(ASSET, trader.destination, harness.facts);
    if (paid === due && (await countUnsettled(trader.client)) === 0) return [];
    if (paid > due || Date.now() > endsAt) return [`${String(due)} units were approved and ${String(paid)} were paid.`];
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function countUnsettled(client: ColumnStage["client"]): Promise<number> {
  const answer = await client.call("GET", "/api/withdrawals");
  const { withdrawals } = JSON.parse(answer.text) as { withdrawals: { state: string }[] };
  return withdrawals.filter(({ state }) => ["approved", "waiting", "submitted"].includes(state)).length;
}

/** What `npm run ops:reconcile` says; nothing when ledger and chain agree. */
async function askBooks({ facts }: Harness): Promise<string[]> {
  const args = ["--conditions=react-server", "--import", "tsx", "worker/reconcile-books.ts"];
  const env = { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", ...facts.workerEnvironment } as const;
  return promisify(execFile)(process.execPath, args, { env }).then(
    () => [],
    (error: unknown) => [`The books: ${error instanceof Error && "stdout" in error ? String(error.stdout) : String(error)}`],
  );
}
