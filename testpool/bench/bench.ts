// `npm run testpool:bench`: what the pool costs whoever starts it in every test run. One line per figure, with its aim beside it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMeasured } from "./measured-process";
import { srpSignIn } from "./srp-sign-in";

const STARTS = 7;
const SIGN_INS = 200;
const AT_ONCE = 4;
const USER = { poolId: "eu-central-1_Bench0001", clientId: "bench", email: "ann@example.test", password: "a long bench passphrase" };
const SEED = {
  pools: [{ id: USER.poolId, aliasAttributes: ["email"], clients: [{ id: USER.clientId }] }],
  users: [{ poolId: USER.poolId, email: USER.email, password: USER.password, sub: "11111111-1111-4111-8111-111111111111" }],
};

const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
const seedFile = join(folder, "seed.json");
writeFileSync(seedFile, JSON.stringify(SEED));

function print(what: string, value: number | null, unit: string, aim: string, isMet: (value: number) => boolean): void {
  const shown = value === null ? "not told by this system" : `${value.toFixed(0)} ${unit}`;
  console.log(`${what.padEnd(44)} ${shown.padStart(16)}   aim ${aim}: ${value === null ? "?" : isMet(value) ? "met" : "missed"}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

async function startTimesMs(): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < STARTS; count += 1) {
    const running = await startMeasured(seedFile);
    times.push(running.startMs);
    await running.stop();
  }
  return times;
}

/** What starting Node itself takes on this machine at this moment: no pool can be faster. */
function emptyStartsMs(): number[] {
  return Array.from({ length: STARTS }, () => {
    const startedAtMs = performance.now();
    spawnSync(process.execPath, ["-e", "1"]);
    return performance.now() - startedAtMs;
  });
}

async function signInMany(url: string, times: number): Promise<void> {
  let left = times;
  const signInUntilDone = async () => {
    while (left > 0) {
      left -= 1;
      await srpSignIn(url, USER);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, signInUntilDone));
}

try {
  await (await startMeasured(seedFile)).stop(); // The first start compiles the sources.
  print("start, median, to the line ready", median(await startTimesMs()), "ms", "300 at most", (value) => value <= 300);
  print("an empty Node process beside it, median", median(emptyStartsMs()), "ms", "none", () => true);
  const running = await startMeasured(seedFile);
  await signInMany(running.url, 30);
  const [wallBefore, cpuBefore] = [performance.now(), running.cpuSeconds()];
  await signInMany(running.url, SIGN_INS);
  const [wallAfter, cpuAfter] = [performance.now(), running.cpuSeconds()];
  const perCore = cpuBefore === null || cpuAfter === null ? null : SIGN_INS / (cpuAfter - cpuBefore);
  print("SRP sign-ins a second of one core", perCore, "/s", "200 at least", (value) => value >= 200);
  print("SRP sign-ins a second by the clock, clients too", (SIGN_INS * 1000) / (wallAfter - wallBefore), "/s", "none", () => true);
  print(`memory after ${SIGN_INS} sign-ins`, running.memoryMib(), "MiB", "150 at most", (value) => value <= 150);
  await running.stop();
} finally {
  rmSync(folder, { recursive: true });
}
