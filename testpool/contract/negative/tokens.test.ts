import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningTestPool } from "../../server/start-test-pool";
import { startContractPool } from "../../testing/contract-pool";
import type { ContractStand } from "../contract-case";
import { judgeNegativeVector } from "../negative-vector";
import { TOKEN_VECTORS } from "./tokens";

let running: RunningTestPool;
let stand: ContractStand;

beforeAll(async () => {
  ({ running, stand } = await startContractPool(cognito));
}, 30_000);
afterAll(() => running.close());

test.each(TOKEN_VECTORS.map((vector) => [`${vector.operation}: ${vector.name}`, vector] as const))(
  "%s is refused, and the honest proof beside it accepted",
  async (_name, vector) => {
    expect(await judgeNegativeVector(vector, stand)).toBeNull();
  },
);
