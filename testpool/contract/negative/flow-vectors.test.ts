import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningTestPool } from "../../server/start-test-pool";
import type { ContractStand } from "../contract-case";
import { startContractPool } from "../../testing/contract-pool";
import { judgeNegativeVector } from "../negative-vector";
import { FLOW_VECTORS } from "./flow-vectors";

let running: RunningTestPool;
let stand: ContractStand;

beforeAll(async () => {
  ({ running, stand } = await startContractPool(cognito));
}, 30_000);
afterAll(() => running.close());

test("every vector has a name of its own", () => {
  expect(new Set(FLOW_VECTORS.map(({ operation, name }) => `${operation} ${name}`)).size).toBe(FLOW_VECTORS.length);
});

test.each(FLOW_VECTORS)("$operation refuses $name by $exception, and accepts the honest proof", { timeout: 30_000 }, async (vector) => {
  expect(await judgeNegativeVector(vector, stand)).toBeNull();
});
