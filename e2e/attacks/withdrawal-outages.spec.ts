// "Chain or worker down: the withdrawal waits and says so, cancel works until submission, nothing is paid twice." The game day asks the rest.
import { expect, test } from "@playwright/test";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { awaitState } from "../support/await-state";
import { openHarness } from "../support/harness";
import { balanceOnChain } from "../support/local-chain";
import { passkeyOf, stageTrader, type StagedTrader } from "../support/staged-trader";
import { accepted, confirm, prepareProven } from "../support/withdrawal-calls";

// The page calls a worker missing when its heartbeat is 15 seconds old.
const NOTICED_MS = 25_000;

test.describe("while a part is away, a withdrawal", () => {
  test.describe.configure({ timeout: 120_000 });
  let trader: StagedTrader;
  const read = async (id: string): Promise<WithdrawalDto> => accepted(await trader.client.call("GET", `/api/withdrawals/${id}`));
  const approve = async (amount: string): Promise<string> => {
    const { withdrawal, grant } = await prepareProven(
      trader.client,
      { asset: "USDC", amount, addressId: trader.addressId },
      passkeyOf(trader),
      openHarness().facts.origin,
    );
    accepted(await confirm(trader.client, withdrawal.id, grant.grantId));
    return withdrawal.id;
  };

  test.beforeAll(async () => {
    trader = await stageTrader(openHarness(), { deposits: [{ asset: "USDC", amount: "500" }], hasPasskey: true });
  });

  test("waits for the worker and says so, can be cancelled, and is paid once when the worker is back", async () => {
    const before = await balanceOnChain("USDC", trader.destination);
    const { waiting } = await openHarness().withoutWorker("kill", async () => {
      const [cancelled, kept] = [await approve("11"), await approve("12")];
      await expect.poll(async () => (await read(kept)).waits, { timeout: NOTICED_MS }).toBe("worker_down");
      const answer = await trader.client.call("POST", `/api/withdrawals/${cancelled}/cancel`, { json: {} });
      expect(accepted<WithdrawalDto>(answer).state).toBe("cancelled");
      return { waiting: kept };
    });
    await awaitState(trader.client, waiting, ["settled"]);
    expect((await balanceOnChain("USDC", trader.destination)) - before).toBe(12_000_000n);
  });

  test("waits for the chain and says so, and is paid once when the chain is back", async () => {
    const before = await balanceOnChain("USDC", trader.destination);
    const id = await openHarness().without("chain", "down", async () => {
      const approved = await approve("13");
      await expect.poll(async () => (await read(approved)).waits, { timeout: NOTICED_MS }).toBe("chain_down");
      return approved;
    });
    await awaitState(trader.client, id, ["settled"]);
    expect((await balanceOnChain("USDC", trader.destination)) - before).toBe(13_000_000n);
  });
});
