import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExportKind } from "@/lib/contracts/portfolio-export";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { createPostgresLedgerStore } from "@/lib/server/postgres/postgres-ledger-store";
import { ACTIVITY_PAGE_SIZE } from "@/lib/server/queries/read-activity";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { seedAssets } from "@/lib/testing/seed-assets";
import { recordDeposit } from "@/lib/use-cases/record-deposit";
import { writeExport } from "./write-export";

const NOW_SECONDS = 1_800_000_000;

let file: TestDatabase;
let app: Database;
let worker: Database;
beforeAll(async () => {
  file = await createTestDatabase();
  app = createDatabase({ url: file.appUrl, poolSize: 2 });
  worker = createDatabase({ url: file.workerUrl, poolSize: 4 });
  await seedAssets(worker);
});
afterAll(async () => {
  await Promise.all([app.close(), worker.close()]);
  await file.drop();
});

const deposit = async (trader: string, key: number, costUsdUnits: bigint | null, reference = "0xabc"): Promise<void> => {
  const booked = await recordDeposit(
    { ledger: createPostgresLedgerStore(worker) },
    {
      ...{ trader, asset: "ETH", network: "testnet", amountBaseUnits: BigInt(key) * 10n ** 15n, costUsdUnits, reference },
      ...{ idempotencyKey: String(key), occurredAtSeconds: NOW_SECONDS - key },
    },
    NOW_SECONDS,
  );
  expect(booked.ok).toBe(true);
};
const linesOf = async (trader: string, kind: ExportKind): Promise<string[]> => {
  const pieces: string[] = [];
  for await (const piece of writeExport({ database: app }, trader, kind)) pieces.push(piece);
  const lines = pieces.join("").split("\r\n");
  expect(lines.pop()).toBe("");
  return lines;
};

describe("an export", () => {
  it("of activity has every movement once, newest first, beyond one page, and nobody else's", async () => {
    const [trader, other] = [randomUUID(), randomUUID()];
    for (let key = 1; key <= ACTIVITY_PAGE_SIZE + 3; key += 1) await deposit(trader, key, 1n);
    await deposit(other, 1, 1n, "theirs");
    const [head, ...lines] = await linesOf(trader, "activity");
    expect(head).toBe("time,kind,asset,network,amount,balance_after,reference,entry_id");
    expect(lines).toHaveLength(ACTIVITY_PAGE_SIZE + 3);
    expect(lines[0]).toMatch(/^2027-01-15T07:59:59\.000Z,deposit,ETH,testnet,0\.001,0\.001,0xabc,[0-9a-f-]{36}$/);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.join()).not.toContain("theirs");
  });

  it("of lots is exact, leaves empty what is not known, and runs nothing", async () => {
    const trader = randomUUID();
    await deposit(trader, 2, 310_000_000_000n);
    await deposit(trader, 1, null, '=HYPERLINK("x")');
    expect(await linesOf(trader, "lots")).toEqual([
      "opened,asset,network,amount_left,cost_usd,reference",
      "2027-01-15T07:59:58.000Z,ETH,testnet,0.002,3100,0xabc",
      `2027-01-15T07:59:59.000Z,ETH,testnet,0.001,,"'=HYPERLINK(""x"")"`,
    ]);
  });

  it("of nothing is its head", async () => {
    expect(await linesOf(randomUUID(), "closes")).toEqual([
      "closed,kind,asset,network,amount,opened,cost_usd,proceeds_usd,gain_usd,reference",
    ]);
  });
});
