import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOLDS } from "@/lib/policy/account-policy";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Transaction } from "@/lib/server/postgres/database";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createSessionStand, FewLinesPool, type SessionStand } from "@/lib/testing/session-stand";
import { activeHold, startHold } from "./holds";

const NOW = 1_900_000_000;
const DAY = 86_400;
let db: TestDatabase;
let stand: SessionStand;

beforeAll(async () => {
  db = await createTestDatabase();
  stand = createSessionStand(db.appUrl, new FewLinesPool());
});
afterAll(async () => {
  await stand.database.close();
  await db.drop();
});

const as = <Value>(sub: string, work: (tx: Transaction) => Promise<Value>): Promise<Value> => stand.database.asTrader(sub, work);
const heldAt = (sub: string, nowSeconds: number) => as(sub, (tx) => activeHold(tx, nowSeconds));

describe("a hold", () => {
  it.each(["first_factor", "unknown_passkey"] as const)("for %s lasts a day to the second, for its own trader", async (reason) => {
    const sub = randomUUID();
    expect(HOLDS[reason].seconds).toBe(DAY);
    expect(await heldAt(sub, NOW)).toBeNull();
    await as(sub, (tx) => startHold(tx, sub, reason, NOW));
    const hold = { reason, startedAtSeconds: NOW, endsAtSeconds: NOW + DAY };
    expect(await heldAt(sub, NOW)).toMatchObject(hold);
    expect(await heldAt(sub, NOW + DAY - 1)).toMatchObject(hold);
    expect(await heldAt(sub, NOW + DAY)).toBeNull();
    expect(await heldAt(randomUUID(), NOW)).toBeNull();
  });

  it("starts again with each trigger, and an earlier one that lasts longer is the one that is told", async () => {
    const sub = randomUUID();
    await as(sub, (tx) => startHold(tx, sub, "first_factor", NOW));
    await as(sub, (tx) => startHold(tx, sub, "unknown_passkey", NOW + 3_600));
    expect(await heldAt(sub, NOW + 3_600)).toMatchObject({ reason: "unknown_passkey", endsAtSeconds: NOW + 3_600 + DAY });
    await as(sub, (tx) => startHold(tx, sub, "first_factor", NOW - 7_200));
    expect(await heldAt(sub, NOW)).toMatchObject({ reason: "unknown_passkey" });
    expect(await heldAt(sub, NOW + DAY + 3_599)).toMatchObject({ reason: "unknown_passkey" });
    expect(await heldAt(sub, NOW + DAY + 3_600)).toBeNull();
  });

  it("cannot be shortened, moved or removed, by the product's role or by the database's owner", async () => {
    const sub = randomUUID();
    await as(sub, (tx) => startHold(tx, sub, "first_factor", NOW));
    const owner = createDatabase({ url: db.ownerUrl, poolSize: 1 });
    for (const sql of [
      "UPDATE holdfast.withdrawal_holds SET ends_at = started_at + interval '1 second'",
      "DELETE FROM holdfast.withdrawal_holds",
      "TRUNCATE holdfast.withdrawal_holds",
    ]) {
      await expect(as(sub, (tx) => tx.query(sql))).rejects.toThrow("permission denied");
      await expect(owner.asService((tx) => tx.query(sql))).rejects.toThrow("what happened stays written");
    }
    await owner.close();
    expect(await heldAt(sub, NOW)).not.toBeNull();
  });

  it("cannot be written for somebody else", async () => {
    await expect(as(randomUUID(), (tx) => startHold(tx, randomUUID(), "first_factor", NOW))).rejects.toThrow("row-level security");
  });
});
