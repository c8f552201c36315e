import { describe, expect, it } from "vitest";
import { CONTRACT_ASSETS, itKeepsTheLedgerStoreContract } from "@/lib/testing/ledger-store-contract";
import { createMemoryLedgerStore } from "@/lib/testing/memory-ledger-store";
import { recordDeposit } from "./record-deposit";

describe("recordDeposit in memory", () => {
  itKeepsTheLedgerStoreContract(async () => createMemoryLedgerStore(CONTRACT_ASSETS));

  it("accepts a deposit of this very second and refuses one of the next", async () => {
    const ledger = createMemoryLedgerStore(CONTRACT_ASSETS);
    const at = (occurredAtSeconds: number) =>
      recordDeposit(
        { ledger },
        {
          trader: "ana",
          asset: "ETH",
          network: "testnet",
          amountBaseUnits: 1n,
          costUsdUnits: null,
          reference: "0x1",
          idempotencyKey: `at ${occurredAtSeconds}`,
          occurredAtSeconds,
        },
        500,
      );
    expect((await at(500)).ok).toBe(true);
    expect(await at(501)).toEqual({ ok: false, refusal: "occurred_in_the_future" });
  });
});
