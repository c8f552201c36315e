// npm run export-events -- --from TIME --to TIME [--out FILE]: the sealed security events of that time, one JSON document per line.
// It asks the database of KEEPER_DATABASE_URL (role holdfast_keeper), or without that setting the one of the demo in --data DIR.
import { createWriteStream, readFileSync } from "node:fs";
import path from "node:path";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { exportEvents } from "@/lib/server/event-log/export-events";
import type { Installation } from "./stack/installation";

const USAGE = `Usage: npm run export-events -- --from TIME --to TIME [--out FILE] [--data DIR]
TIME is ISO 8601 with its zone, such as 2026-11-29T00:00:00Z: what was sealed from the first on and before the second. Without --out the lines are printed.
The database is that of KEEPER_DATABASE_URL, or of the demo in --data (.data/demo).`;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function readArguments() {
  try {
    const text = { type: "string" } as const;
    return parseArgs({ options: { from: text, to: text, out: text, data: text } }).values;
  } catch {
    return {};
  }
}

/** Whole seconds since the epoch, or null for no time. */
function secondsOf(text: string | undefined): number | null {
  const atMs = text === undefined || !TIME.test(text) ? Number.NaN : Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.floor(atMs / 1_000);
}

function databaseUrl(dataDir: string): string | null {
  if (process.env["KEEPER_DATABASE_URL"]) return process.env["KEEPER_DATABASE_URL"];
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(dataDir, file), "utf8"));
  try {
    // The demo's product has no such setting: its address, and the keeper's own password.
    const url = new URL((read("env.json") as { readonly DATABASE_URL: string }).DATABASE_URL);
    url.username = "holdfast_keeper";
    url.password = (read("installation.json") as Installation).rolePasswords.keeper;
    return url.href;
  } catch {
    return null;
  }
}

async function main(): Promise<number> {
  const { from, to, out, data = ".data/demo" } = readArguments();
  const [fromSeconds, toSeconds] = [secondsOf(from), secondsOf(to)];
  if (fromSeconds === null || toSeconds === null || fromSeconds >= toSeconds) return refuse(USAGE);
  const url = databaseUrl(data);
  if (url === null) return refuse(`KEEPER_DATABASE_URL is not set, and there is no demo in ${data}.`);
  const database = createDatabase({ url, poolSize: 1 });
  const file = out === undefined ? process.stdout : createWriteStream(path.resolve(process.env["INIT_CWD"] ?? "", out), { mode: 0o600 });
  try {
    const { count, lastSeq, hash, unsealed, unaccounted } = await exportEvents(database, { fromSeconds, toSeconds }, async (line) => {
      if (!file.write(`${line}\n`)) await once(file, "drain");
    });
    if (out !== undefined) await new Promise<void>((resolve) => file.end(resolve));
    console.error(`${count.toString()} events, through ${lastSeq.toString()}:${hash}.`);
    if (unsealed > 0) console.error(`${unsealed.toString()} events are not sealed yet and not in here.`);
    if (unaccounted === 0) return 0;
    return refuse(`FAIL  ${unaccounted.toString()} events of that time were written past the chain: they have no seal and wait for none.`);
  } finally {
    await database.close();
  }
}

function refuse(why: string): number {
  console.error(why);
  return 1;
}

process.exitCode = await main();
