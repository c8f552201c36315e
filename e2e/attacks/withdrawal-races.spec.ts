// Acceptance 2 and 3 under load, over two processes: one approval moves one withdrawal once, one key makes one withdrawal.
import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { rounds } from "@/lib/testing/rounds";
import { problemCode } from "../support/answer-faults";
import { awaitState } from "../support/await-state";
import { openHarness } from "../support/harness";
import { balanceOnChain } from "../support/local-chain";
import { passkeyOf, stageTrader, type StagedTrader } from "../support/staged-trader";
import { accepted, confirm, jsonOf, prepare, prepareProven } from "../support/withdrawal-calls";

const CALLS = 200;
const ROUNDS = rounds(3, 10);

interface Portfolio {
  readonly positions: readonly { readonly asset: string; readonly amount: string; readonly held: string }[];
}

test.describe("at the same time", () => {
  test.describe.configure({ timeout: 300_000 });
  let trader: StagedTrader;
  const usdc = async () =>
    accepted<Portfolio>(await trader.client.call("GET", "/api/portfolio")).positions.find(({ asset }) => asset === "USDC");

  test.beforeAll(async () => {
    trader = await stageTrader(openHarness(), { deposits: [{ asset: "USDC", amount: "5000" }], hasPasskey: true });
  });

  test(`${String(CALLS)} confirmations of one approval move one withdrawal, in each of ${String(ROUNDS)} rounds`, async () => {
    const before = await balanceOnChain("USDC", trader.destination);
    for (let round = 0; round < ROUNDS; round++) {
      const { withdrawal, grant } = await prepareProven(
        trader.client,
        { asset: "USDC", amount: "10", addressId: trader.addressId },
        passkeyOf(trader),
        openHarness().facts.origin,
      );
      const answers = await Promise.all(
        Array.from({ length: CALLS }, (_, index) => confirm(trader.client, withdrawal.id, grant.grantId, index % 2)),
      );
      const good = answers.filter(({ status }) => status === 200);
      const refused = answers
        .filter(({ status }) => status !== 200)
        .map((answer) => `${String(answer.status)} ${String(problemCode(answer))}`);
      expect(good, `round ${String(round)}`).toHaveLength(1);
      expect([...new Set(refused)]).toEqual(["409 grant_used"]);
      await awaitState(trader.client, withdrawal.id, ["settled"]);
    }
    expect((await balanceOnChain("USDC", trader.destination)) - before).toBe(BigInt(ROUNDS) * 10_000_000n);
    expect((await usdc())?.held).toMatch(/^0(\.0+)?$/);
  });

  test(`${String(CALLS)} orders under one key are one withdrawal and equal answers; another body under the key is refused`, async () => {
    const key = randomUUID();
    const order = { asset: "USDC", amount: "11", addressId: trader.addressId };
    const answers = await Promise.all(Array.from({ length: CALLS }, (_, index) => prepare(trader.client, order, key, index % 2)));
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([201]);
    expect(new Set(answers.map((answer) => jsonOf<WithdrawalDto>(answer).id)).size).toBe(1);
    expect(new Set(answers.map((answer) => JSON.stringify(jsonOf<WithdrawalDto>(answer).terms))).size).toBe(1);
    const other = await prepare(trader.client, { ...order, amount: "12" }, key);
    expect(other.status).toBe(422);
    expect(problemCode(other)).toBe("idempotency_conflict");
  });

  test("approvals of different withdrawals never take more than there is", async () => {
    const poor = await stageTrader(openHarness(), { deposits: [{ asset: "USDC", amount: "30" }], hasPasskey: true });
    const proven = [];
    for (let index = 0; index < 6; index++)
      proven.push(
        await prepareProven(
          poor.client,
          { asset: "USDC", amount: "9.5", addressId: poor.addressId },
          passkeyOf(poor),
          openHarness().facts.origin,
        ),
      );
    const answers = await Promise.all(
      proven.map(({ withdrawal, grant }, index) => confirm(poor.client, withdrawal.id, grant.grantId, index % 2)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect([...new Set(answers.filter(({ status }) => status !== 200).map(problemCode))]).toEqual(["insufficient_funds"]);
  });

  test("a cancellation and a confirmation have one winner", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { withdrawal, grant } = await prepareProven(
        trader.client,
        { asset: "USDC", amount: "10", addressId: trader.addressId },
        passkeyOf(trader),
        openHarness().facts.origin,
      );
      await Promise.all([
        trader.client.call("POST", `/api/withdrawals/${withdrawal.id}/cancel`, { json: {}, process: 0 }),
        confirm(trader.client, withdrawal.id, grant.grantId, 1),
      ]);
      const ended = await awaitState(trader.client, withdrawal.id, ["cancelled", "settled"]);
      expect((await usdc())?.held, ended.state).toMatch(/^0(\.0+)?$/);
    }
  });
});
