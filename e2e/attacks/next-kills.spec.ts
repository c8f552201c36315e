// Acceptance 5, the product's half: its process is killed in the middle of withdrawals, again and again. Clients try again with the same key
// and the same grant, as a browser would; in the end every withdrawal is whole, and the chain paid what the ledger says.
import { randomInt, randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { StepUpDto } from "@/lib/contracts/step-up";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { rounds } from "@/lib/testing/rounds";
import { AppClient } from "../support/app-client";
import { awaitState } from "../support/await-state";
import { openHarness } from "../support/harness";
import { PORTS } from "../support/harness-facts";
import { balanceOnChain } from "../support/local-chain";
import type { RawAnswer } from "../support/raw-answer";
import { passkeyOf, stageTrader, type StagedTrader } from "../support/staged-trader";
import { type ProductProcess, startProduct } from "../support/start-product";
import { accepted, confirm, openGrant, prepare, signGrant } from "../support/withdrawal-calls";

const KILLS = rounds(6, 100);
const AT_ONCE = 3;
const KILL_WITHIN_MS = 350;
const TRIES_MAX = 80;
// A round takes up to twelve seconds where the machine is busy, and a token lives for five minutes.
const ROUNDS_PER_TOKEN = 5;

test("withdrawals survive a product that is killed in the middle of them", async () => {
  test.setTimeout(120_000 + KILLS * 12_000);
  const harness = openHarness();
  const start = (): Promise<ProductProcess> =>
    startProduct({
      folder: process.cwd(),
      port: PORTS.variant,
      environment: harness.facts.productEnvironment,
      logName: "next-killed",
    });
  const trader = await stageTrader(harness, { deposits: [{ asset: "LINK", amount: "1400" }], hasPasskey: true });
  let product = await start();
  const ids: string[] = [];
  try {
    for (let round = 0; round < KILLS; round++) {
      // The rounds last longer than an access token; a browser would renew it too, here at a process that lives.
      if (round % ROUNDS_PER_TOKEN === 0) accepted(await trader.client.call("POST", "/api/auth/refresh", { json: {} }));
      const flows = Array.from({ length: AT_ONCE }, () => withdrawStubbornly(trader));
      await new Promise((resolve) => setTimeout(resolve, randomInt(KILL_WITHIN_MS)));
      await product.kill();
      product = await start();
      ids.push(...(await Promise.all(flows)));
    }
  } finally {
    await product.stop();
  }
  expect(new Set(ids).size).toBe(KILLS * AT_ONCE);
  for (const id of ids) expect((await awaitState(trader.client, id, ["settled"])).state).toBe("settled");
  const paid = BigInt(KILLS * AT_ONCE) * 10n ** 18n;
  expect(await balanceOnChain("LINK", trader.destination)).toBe(paid);
  const { positions } = accepted<{ positions: { asset: string; amount: string; held: string }[] }>(
    await trader.client.call("GET", "/api/portfolio"),
  );
  const link = positions.find(({ asset }) => asset === "LINK");
  expect(link?.held).toMatch(/^0(\.0+)?$/);
  expect(Number(link?.amount)).toBeCloseTo(1_400 - KILLS * AT_ONCE * 1.03, 6);
});

/** One withdrawal as an impatient but honest client makes it: every step is tried again until it is answered. */
async function withdrawStubbornly(trader: StagedTrader): Promise<string> {
  const client = new AppClient({ origin: trader.client.app.origin, ports: [PORTS.variant] }, trader.client.jar);
  const key = randomUUID();
  const order = { asset: "LINK", amount: "1", addressId: trader.addressId };
  const { id } = accepted<WithdrawalDto>(await untilAnswered(() => prepare(client, order, key)));
  for (let attempt = 0; attempt < TRIES_MAX; attempt++) {
    // The approval may have been carried out although its answer never came; then there is nothing left to approve.
    const seen = accepted<WithdrawalDto>(await untilAnswered(() => client.call("GET", `/api/withdrawals/${id}`)));
    if (seen.state !== "awaiting_approval") return id;
    const grant = accepted<StepUpDto>(await untilAnswered(() => openGrant(client, "withdrawal", id)));
    await untilAnswered(() => signGrant(client, grant, passkeyOf(trader), trader.client.app.origin));
    const answer = await untilAnswered(() => confirm(client, id, grant.grantId));
    if (answer.status === 200) return id;
  }
  throw new Error(`The withdrawal ${id} was never approved`);
}

function isWhole({ text }: RawAnswer): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text === "";
  }
}

/** Asks until something whole comes back; a killed process answers nothing, or half of it. */
async function untilAnswered(ask: () => Promise<RawAnswer>): Promise<RawAnswer> {
  for (let attempt = 0; attempt < TRIES_MAX; attempt++) {
    const answer = await ask().catch(() => null);
    if (answer !== null && answer.status !== 0 && answer.status < 500 && isWhole(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error("The product never came back");
}
