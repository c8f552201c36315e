import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContractStand } from "../contract/contract-case";
import { createLocalStand } from "../contract/contract-stand";
import { judgeNegativeVector, type NegativeVector } from "../contract/negative-vector";
import type { RunningTestPool } from "../server/start-test-pool";
import type { PoolTriggers } from "../triggers/triggers";
import { startEmptyPool } from "./empty-pool";

const LEAST = 150;
const FOLDER = new URL("../contract/negative/", import.meta.url);

const isVectors = (value: unknown): value is readonly NegativeVector[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "object" && entry !== null && "prepare" in entry && "exception" in entry);

const seen = new Set<NegativeVector>();

/** The vectors of a module that no module before it had: some modules collect those of others. */
async function vectorsOf(file: string): Promise<readonly NegativeVector[]> {
  const module = (await import(new URL(file, FOLDER).href)) as Readonly<Record<string, unknown>>;
  const fresh = Object.values(module)
    .filter(isVectors)
    .flat()
    .filter((vector) => !seen.has(vector));
  for (const vector of fresh) seen.add(vector);
  return [...new Set(fresh)];
}

const files = readdirSync(FOLDER).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
const modules: (readonly [file: string, vectors: readonly NegativeVector[]])[] = [];
for (const file of files.sort()) modules.push([file, await vectorsOf(file)]);
const filled = modules.filter(([, vectors]) => vectors.length > 0);
const all = filled.flatMap(([, vectors]) => vectors);

let running: RunningTestPool;
let stand: ContractStand;

beforeAll(async () => {
  const table: Record<string, PoolTriggers> = {};
  running = await startEmptyPool(table);
  stand = createLocalStand(running, cognito, table);
}, 30_000);
afterAll(() => running.close());

test(`there are at least ${LEAST} negative vectors, each with a name of its own`, () => {
  expect(all.length).toBeGreaterThanOrEqual(LEAST);
  const names = all.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe.each(filled)("%s", (_file, vectors) => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))(
    "%s is refused, and the honest one is accepted",
    async (_name, vector) => {
      expect(await judgeNegativeVector(vector, stand)).toBeNull();
    },
  );
});
