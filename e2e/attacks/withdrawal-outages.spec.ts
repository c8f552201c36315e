// "Chain or worker down: the withdrawal waits and says so, cancel works until submission, nothing is paid twice. Database down: nothing is approved."
import { expect, test } from "@playwright/test";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { problemCode } from "../support/answer-faults";
import { awaitState } from "../support/await-state";
import { openHarness } from "../support/harness";
import { balanceOnChain } from "../support/local-chain";
import { passkeyOf, stageTrader, type StagedTrader } from "../support/staged-trader";
import { accepted, confirm, openGrant, prepare, prepareProven } from "../support/withdrawal-calls";

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

  test("is not approved without the database, and its grant is still good afterwards", async () => {
    const { withdrawal, grant } = await prepareProven(
      trader.client,
      { asset: "USDC", amount: "14", addressId: trader.addressId },
      passkeyOf(trader),
      openHarness().facts.origin,
    );
    const refused = await openHarness().without("database", "down", () => confirm(trader.client, withdrawal.id, grant.grantId));
    expect([refused.status, problemCode(refused)]).toEqual([503, "unavailable"]);
    await expect.poll(async () => (await trader.client.call("GET", "/api/portfolio")).status, { timeout: 10_000 }).toBe(200);
    expect((await read(withdrawal.id)).state).toBe("awaiting_approval");
    expect(accepted<WithdrawalDto>(await confirm(trader.client, withdrawal.id, grant.grantId)).state).toBe("approved");
    await awaitState(trader.client, withdrawal.id, ["settled"]);
  });

  test("gets no grant while the pool cannot say which passkeys it lists", async () => {
    const { id } = accepted<WithdrawalDto>(await prepare(trader.client, { asset: "USDC", amount: "15", addressId: trader.addressId }));
    const refused = await openHarness().duringOutage([{ operation: "ListWebAuthnCredentials", kind: "down" }], () =>
      openGrant(trader.client, "withdrawal", id),
    );
    expect([refused.status, problemCode(refused)]).toEqual([503, "unavailable"]);
    expect((await openGrant(trader.client, "withdrawal", id)).status).toBe(201);
  });
});
