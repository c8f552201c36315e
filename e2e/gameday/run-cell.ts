// One cell: break the part, ask, mend it, and measure how long until everything is as usual again.
import { setTimeout as wait } from "node:timers/promises";
import { askApproval, askDown, askGrant, askPrices, askReads, askRenewal, askSignIn, askState, causeMail, countMails } from "./ask";
import { COOKIE } from "../support/cookie-names";
import { breakPart } from "./break-part";
import type { Cell, Column, Expectations } from "./cell";
import { prepareCell, sessionIdOf, type ColumnStage, type Prepared } from "./column-stage";
import { timed, type Said } from "./words";

/** "Recovery within 10 s after the return." */
export const RECOVERY_MS_MAX = 10_000;
// How long it may take until readiness names a part: it remembers for 2 s, and the keys are asked at most every 5 s.
const NOTICED_MS_MAX = 9_000;
const PRICES_KEPT_MS_MAX = 6_500;
// By then the worker has turned an event into a mail and has tried to send it, or would have seen three confirmations.
const WORKER_TRIED_MS = 4_500;
const POLL_MS = 100;
// Beside these another column may break the chain, and with it the prices.
const SIDE_BY_SIDE: readonly Column[] = ["keys", "mail", "clock"];

export interface Outcome {
  readonly cell: Cell;
  /** What was seen during the fault, by question. */
  readonly seen: Readonly<Record<string, Said>>;
  /** From the return of the part until each question was answered as in health. */
  readonly recoveredMs: number;
  /** Empty when everything was as documented. */
  readonly faults: readonly string[];
}

type Question = Exclude<keyof Expectations, "down">;

/** Runs one cell. With `holdMs` the fault lasts at least so long and is asked about again at its end. The withdrawal of the cell is approved at its end. */
export async function runCell(stage: ColumnStage, cell: Cell, holdMs: number): Promise<Outcome> {
  const prepared = await prepareCell(stage);
  const mailsBefore = await countMails(stage);
  const before = await askReads(stage);
  if (before !== "answered") throw new Error(`${cell.name} cannot begin: reads are ${before} before anything is broken`);
  const faults: string[] = [];
  const refreshTokenBefore = stage.client.jar.get(COOKIE.refresh);
  const broken = await breakPart(stage.harness, cell.breakage);
  const seen: Record<string, Said> = {};
  try {
    const endsAt = performance.now() + Math.max(holdMs, cell.column === "mail" || cell.breakage.by === "no blocks" ? WORKER_TRIED_MS : 0);
    await askAll(stage, cell, prepared, seen, faults);
    // The pool has rotated it, whatever our clock thinks of the time: keeping it back would end the session after the pool's grace.
    if (cell.column === "clock" && stage.client.jar.get(COOKIE.refresh) === refreshTokenBefore)
      faults.push("the rotated refresh token was not handed out");
    while (performance.now() < endsAt) {
      await wait(Math.min(2_000, endsAt - performance.now()));
      note("reads", await timed(() => askReads(stage)), cell, seen, faults);
      note("renewal", await timed(() => askRenewal(stage)), cell, seen, faults);
    }
    if (cell.column === "mail") note("mail", await timed(() => mailWord(stage, mailsBefore)), cell, seen, faults);
    if (cell.column === "chain") note("settlement", await timed(() => settlementWord(stage, prepared)), cell, seen, faults);
  } finally {
    await broken.lift();
  }
  const recoveredMs = await recover(stage, cell, prepared, mailsBefore, faults);
  const isSame = await sessionIdOf(stage.client).then(
    (id) => id === stage.sessionId,
    () => false,
  );
  if (!isSame) faults.push("the session from before is gone");
  return { cell, seen, recoveredMs, faults };
}

function note(question: Question, said: Said, { expects }: Cell, seen: Record<string, Said>, faults: string[]): void {
  const earlier = seen[question];
  seen[question] = earlier === undefined || said.ms > earlier.ms ? said : earlier;
  const documented: readonly string[] = expects[question];
  if (!documented.includes(said.word)) faults.push(`${question}: ${said.word} (documented: ${documented.join(" or ")})`);
}

async function askAll(stage: ColumnStage, cell: Cell, prepared: Prepared, seen: Record<string, Said>, faults: string[]): Promise<void> {
  const ask = async (question: Question, put: () => Promise<string>): Promise<void> => note(question, await timed(put), cell, seen, faults);
  await Promise.all([
    ask("reads", () => askReads(stage)),
    ask("prices", () => awaitPrices(stage, cell)),
    ask("renewal", () => askRenewal(stage)),
    ask("signIn", () => askSignIn(stage)),
    ask("grant", () => askGrant(stage, prepared)),
    ask("approval", () => askApproval(stage, prepared)),
    ...(cell.column === "mail" ? [causeMail(stage)] : []),
    awaitDown(stage, cell, faults),
  ]);
}

/** A price that was read is shown for five seconds more. */
async function awaitPrices(stage: ColumnStage, { column, expects }: Cell): Promise<string> {
  const documented: readonly string[] = expects.prices;
  if (column === "chain") await until(PRICES_KEPT_MS_MAX, async () => documented.includes(await askPrices(stage)));
  return askPrices(stage);
}

/** Readiness names the part soon. Other columns may have broken others at the same time. */
async function awaitDown(stage: ColumnStage, { expects }: Cell, faults: string[]): Promise<void> {
  if (expects.down.length === 0) return;
  const isNamed = await until(NOTICED_MS_MAX, async () => {
    const down = await askDown(stage);
    return expects.down.every((name) => down.includes(name));
  });
  if (isNamed === null) faults.push(`readiness does not name ${expects.down.join(" and ")}`);
}

const mailWord = async (stage: ColumnStage, before: number): Promise<string> => ((await countMails(stage)) > before ? "goes on" : "waits");
const settlementWord = async (stage: ColumnStage, prepared: Prepared): Promise<string> =>
  (await askState(stage, prepared)) === "settled" ? "goes on" : "waits";

/** A payment that was sent before the blocks stood still goes on to its end. */
const goesOn = ({ breakage }: Cell): readonly string[] => (breakage.by === "no blocks" ? ["settled"] : ["submitted", "settled"]);

/** Asks everything again and again until it is as in health. Answers the slowest question's time in milliseconds. */
async function recover(stage: ColumnStage, cell: Cell, prepared: Prepared, mailsBefore: number, faults: string[]): Promise<number> {
  const signs: Readonly<Record<string, () => Promise<boolean>>> = {
    reads: async () => (await askReads(stage)) === "answered",
    ...(SIDE_BY_SIDE.includes(cell.column) ? {} : { prices: async () => (await askPrices(stage)) === "shown" }),
    renewal: async () => (await askRenewal(stage)) === "renewed",
    "sign-in": async () => (await askSignIn(stage)) === "begun",
    grant: async () => (await askGrant(stage, prepared)) === "opened",
    approval: async () => (await askApproval(stage, prepared)) === "approved",
    readiness: async () => cell.expects.down.length === 0 || !(await askDown(stage)).some((name) => cell.expects.down.includes(name)),
    ...(cell.column === "chain" ? { settlement: async () => goesOn(cell).includes(await askState(stage, prepared)) } : {}),
    ...(cell.column === "mail" ? { mail: async () => (await mailWord(stage, mailsBefore)) === "goes on" } : {}),
  };
  const times = await Promise.all(
    Object.entries(signs).map(async ([name, isWell]) => {
      const ms = await until(RECOVERY_MS_MAX, () => isWell().catch(() => false));
      if (ms === null) faults.push(`${name} did not return within ${String(RECOVERY_MS_MAX / 1_000)} s`);
      return ms ?? RECOVERY_MS_MAX;
    }),
  );
  return Math.max(...times);
}

/** The milliseconds until `isSo`, or null when the time is over. */
async function until(msMax: number, isSo: () => Promise<boolean>): Promise<number | null> {
  const startedAt = performance.now();
  for (;;) {
    if (await isSo()) return performance.now() - startedAt;
    if (performance.now() - startedAt > msMax) return null;
    await wait(POLL_MS);
  }
}
