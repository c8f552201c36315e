// `npm run gameday [-- --quick] [--only TEXT] [--hold SECONDS]`: breaks each dependency of a stack of its own in each way and asserts what the runbooks say.
// It serves the production build that stands in the project, and leaves no process.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isBuilt } from "@/scripts/stack/build-product";
import { freePort, freePorts } from "@/scripts/stack/free-port";
import { Harness } from "../support/harness";
import { startRun } from "../support/start-run";
import { CELLS } from "./cells";
import { HEADING, outcomeLine } from "./print-outcomes";
import { runColumns, STAGES, type StageReport } from "./run-columns";

const DATA = join(process.cwd(), ".data", "gameday");
const SOAK_HOLD_SECONDS = 30;

const { values } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" }, hold: { type: "string" } } });
const holdSeconds = Number(values.hold ?? (process.env["HOLDFAST_SOAK"] === "1" ? SOAK_HOLD_SECONDS : 0));
const cells = CELLS.filter(({ name, isRare }) => name.includes(values.only ?? "") && (values.quick !== true || isRare !== true));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function findPorts() {
  const [app, appSecond, variant, pool, recorder, control, databaseRelay, chainRelay, mail, mailRelay] = await Promise.all(
    Array.from({ length: 10 }, freePort),
  );
  const found = { app, appSecond, variant, pool, recorder, control, databaseRelay, chainRelay, mail, mailRelay };
  return { ...(found as { [Name in keyof typeof found]: number }), chain: await freePorts(3) };
}

async function main(): Promise<boolean> {
  if (!isBuilt(".next")) {
    say("There is no production build of these sources: run `npm run build` first.");
    return false;
  }
  rmSync(DATA, { recursive: true, force: true });
  mkdirSync(DATA, { recursive: true });
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  };
  // What is under way fails when its parts go; nobody needs to read of it.
  const leaving = new AbortController();
  const leave = (): void => {
    leaving.abort();
    void stop().then(() => process.exit(1));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, leave);
  const startedAt = performance.now();
  try {
    const places = { stackFolder: join(DATA, "stack"), logFolder: join(DATA, "logs"), ports: await findPorts() };
    const harness = new Harness(await startRun(places, (end) => ends.push(end)));
    say(`The stack is up after ${((performance.now() - startedAt) / 1_000).toFixed(0)} s; ${String(cells.length)} cells.\n\n${HEADING}`);
    const reports: StageReport[] = [];
    for (const columns of STAGES)
      reports.push(
        await runColumns(harness, columns, { cells, holdMs: holdSeconds * 1_000, noteOutcome: (outcome) => say(outcomeLine(outcome)) }),
      );
    return sumUp(reports, (performance.now() - startedAt) / 1_000);
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
    return await new Promise<never>(() => undefined);
  } finally {
    if (!leaving.signal.aborted) await stop();
  }
}

function sumUp(reports: readonly StageReport[], seconds: number): boolean {
  const outcomes = reports.flatMap((report) => report.outcomes);
  const money = reports.flatMap((report) => report.money);
  const bad = outcomes.filter(({ faults }) => faults.length > 0).length;
  for (const sentence of money) say(sentence);
  const slowest = Math.max(0, ...outcomes.map(({ recoveredMs }) => recoveredMs)) / 1_000;
  say(
    `\n${String(outcomes.length)} cells in ${seconds.toFixed(0)} s: ${String(bad)} not as documented; slowest return ${slowest.toFixed(1)} s; the books ${money.length === 0 ? "agree" : "DO NOT AGREE"}.`,
  );
  return bad === 0 && money.length === 0;
}

process.exit((await main()) ? 0 : 1);
