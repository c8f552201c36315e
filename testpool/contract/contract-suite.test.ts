import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMON_REFUSALS } from "../protocol/define-operation";
import { OPERATIONS } from "../server/operation-table";
import type { RunningTestPool } from "../server/start-test-pool";
import { startContractPool } from "../testing/contract-pool";
import { ALL_CASES } from "./all-cases";
import type { ContractCase, ContractStand } from "./contract-case";
import { missingCases, strayCases } from "./coverage";
import { missingMemberCases } from "./generated-cases";
import { readLiveSettings, type LiveSettings } from "./live-settings";
import { createLiveStand, type LiveStand } from "./live-stand";

const CASES = [...ALL_CASES, ...[...OPERATIONS.values()].flatMap(missingMemberCases)];
const live = readLiveSettings();
const nameOf = ({ operation, outcome, what }: ContractCase) => `${operation} ${outcome}: ${what}`;

/** "success", or the name and message of the refusal. */
async function outcomeOf(entry: ContractCase, stand: ContractStand): Promise<string> {
  return entry.run(stand).then(
    () => "success",
    (error: unknown) =>
      error instanceof Error ? (error.name === entry.outcome ? error.name : `${error.name}: ${error.message}`) : "no error",
  );
}

describe("the contract's coverage", () => {
  test("every operation has a success, and each of its refusals a case", () => {
    expect(missingCases(OPERATIONS.values(), ALL_CASES)).toEqual([]);
  });

  test("no case shows what its operation does not list", () => {
    expect(strayCases(OPERATIONS, CASES, COMMON_REFUSALS)).toEqual([]);
  });
});

function testLocalPool(): void {
  let running: RunningTestPool;
  let stand: ContractStand;
  beforeAll(async () => {
    ({ running, stand } = await startContractPool(sdk));
  }, 30_000);
  afterAll(() => running.close());

  test.each(CASES.map((entry) => [nameOf(entry), entry] as const))("%s", async (_name, entry) => {
    expect(await outcomeOf(entry, stand)).toBe(entry.outcome);
  });

  const signed = [...OPERATIONS.values()].filter((operation) => operation.access === "signed").map((operation) => operation.name);
  test.each(signed)("%s is refused without a signature", async (name) => {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${name}` };
    const response = await fetch(running.url, { method: "POST", headers, body: "{}" });
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  });
}

function testRealPool(settings: LiveSettings): void {
  let real: LiveStand;
  const isServed = (entry: ContractCase) => entry.liveReason === null;
  beforeAll(() => {
    real = createLiveStand(settings, sdk);
    const left = CASES.filter((entry) => !isServed(entry)).map(
      (entry) => `not at a real pool: ${nameOf(entry)} (${entry.liveReason ?? ""})\n`,
    );
    process.stdout.write(left.join(""));
  });
  afterAll(() => real.close(), 600_000);

  test.each(CASES.filter(isServed).map((entry) => [nameOf(entry), entry] as const))(
    "%s",
    async (_name, entry) => {
      expect(await outcomeOf(entry, real.stand)).toBe(entry.outcome);
    },
    60_000,
  );
}

if (live === null) describe("the contract, at the local pool", testLocalPool);
else {
  describe("the contract, at a real pool", () => {
    testRealPool(live);
  });
}
