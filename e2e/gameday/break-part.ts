// Breaks a part as a cell says, and mends it again.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Harness } from "../support/harness";
import type { Breakage } from "./cell";

/** The clock file of the column that has a product process with a clock of its own. */
export const skewedClockFile = (stackFolder: string): string => join(stackFolder, "skewed-clock");

export interface Broken {
  /** Mends the part. Whatever the cell found, this is called. */
  lift(): Promise<void>;
}

export async function breakPart(harness: Harness, breakage: Breakage): Promise<Broken> {
  switch (breakage.by) {
    case "pool":
      await harness.setOutages(breakage.outages);
      return { lift: () => harness.setOutages([]) };
    case "relay":
      await harness.setRelay(breakage.part, breakage.state);
      return { lift: () => harness.setRelay(breakage.part, "up") };
    case "read-only database":
      await setReadOnly(harness, true);
      return { lift: () => setReadOnly(harness, false) };
    case "no blocks":
      await askChain(harness, "evm_setAutomine", [false]);
      await awaitNoBlocks(harness);
      return {
        lift: async () => {
          await askChain(harness, "evm_setAutomine", [true]);
          await askChain(harness, "evm_mine", []);
        },
      };
    case "clock":
      setSkew(harness, breakage.aheadSeconds);
      return {
        lift: () => {
          setSkew(harness, 0);
          return Promise.resolve();
        },
      };
  }
}

/** Sets how far the skewed process is ahead of the pool. */
export function setSkew({ facts }: Harness, aheadSeconds: number): void {
  const offset = Number(readOrZero(facts.productEnvironment["HOLDFAST_CLOCK_FILE"] ?? ""));
  writeFileSync(skewedClockFile(facts.stackFolder), String(offset + aheadSeconds));
}

function readOrZero(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "0";
  }
}

/** What a connection to a replica is told: reads only. Open connections are ended, as a failover ends them. */
async function setReadOnly({ facts }: Harness, isReadOnly: boolean): Promise<void> {
  const address = new URL(facts.superuserUrl);
  address.pathname = new URL(facts.productEnvironment["DATABASE_URL"] ?? "").pathname;
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query("SET default_transaction_read_only = off");
    await client.query(
      `ALTER DATABASE ${pg.escapeIdentifier(address.pathname.slice(1))} SET default_transaction_read_only = ${isReadOnly ? "on" : "off"}`,
    );
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
  } finally {
    await client.end();
  }
}

// The local chain adds a block a second until the last payment has six above it.
const QUIET_MS = 2_500;

async function awaitNoBlocks(harness: Harness): Promise<void> {
  for (let before: unknown = null; ;) {
    const head = await askChain(harness, "eth_blockNumber", []);
    if (head === before) return;
    before = head;
    await wait(QUIET_MS);
  }
}

async function askChain({ facts }: Harness, method: string, params: readonly unknown[]): Promise<unknown> {
  const answer = await fetch(facts.chainUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  if (!answer.ok) throw new Error(`The chain refused ${method}`);
  return ((await answer.json()) as { result: unknown }).result;
}
