// "After approval each field of an order's terms changed in the row, or the evidence behind it: nothing is sent, and the money is back."
// The changes are made by a superuser with every trigger off, because no role of the product can make them.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openOrderStage, type OrderStage } from "@/lib/testing/order-stage";
import { createRound } from "../create-round";
import { reconcile } from "../reconcile";

const AMOUNT = 10_000_000n;
const OTHER = `0x${"ab".repeat(20)}`;

let stage: OrderStage;
let superuser: pg.Client;
beforeAll(async () => {
  stage = await openOrderStage();
  const url = new URL(inject("holdfastPostgres").superuserUrl);
  superuser = new pg.Client({ connectionString: Object.assign(url, { pathname: new URL(stage.file.workerUrl).pathname }).toString() });
  await superuser.connect();
  await superuser.query("SET session_replication_role = replica");
});
afterAll(async () => {
  await superuser.end();
  await stage.close();
});

const order = () => stage.order({ pay: "USDC", receive: "ETH", amount: AMOUNT });

async function expectNothingSent(orderId: string, trader: string): Promise<void> {
  const before = await stage.balanceOf("USDC", stage.ports.signer.address);
  await createRound(stage.ports)();
  expect(await stage.readOrder(orderId)).toMatchObject({
    state: "failed",
    failure: "approval_does_not_verify",
    txHash: null,
    isFinished: true,
  });
  expect(await stage.balanceOf("USDC", stage.ports.signer.address)).toBe(before);
  expect([await stage.booked("available", trader), await stage.booked("held", trader)]).toEqual([AMOUNT, 0n]);
  expect(await reconcile(stage.ports)).toEqual([]);
}

describe("an order whose row was changed after its approval sends nothing", () => {
  it.each<[string, unknown]>([
    ["network", "elsewhere"],
    ["chain_id", 1],
    ["router", OTHER],
    ["path", `${OTHER},${OTHER}`],
    ["pay_asset", "LINK"],
    ["pay_contract", OTHER],
    ["pay_contract", null],
    ["pay_decimals", 7],
    ["pay_amount", "9999999"],
    ["pay_amount", "10000001"],
    ["receive_asset", "LINK"],
    ["receive_contract", OTHER],
    ["receive_decimals", 7],
    ["receive_amount_min", "1"],
    ["quoted_amount", "999999999999999999999"],
    ["slippage_bps", 500],
    ["deadline", "2099-01-01T00:00:00Z"],
    ["signal_id", "hello"],
    ["created_at", "2020-01-01T00:00:00Z"],
    ["terms_hash", "A".repeat(43)],
    ["proof", "password_totp"],
  ])("%s = %s", async (column, value) => {
    const { orderId, trader } = await order();
    await superuser.query(`UPDATE holdfast.orders SET ${column} = $2 WHERE id = $1`, [orderId, value]);
    await expectNothingSent(orderId, trader);
  });

  it("expires_at = deadline", async () => {
    const { orderId, trader } = await order();
    await superuser.query("UPDATE holdfast.orders SET expires_at = deadline WHERE id = $1", [orderId]);
    await expectNothingSent(orderId, trader);
  });
});

describe("an order whose approval does not hold sends nothing", () => {
  it.each<[string, unknown]>([
    ["purpose", "withdrawal"],
    ["sub", "somebody"],
    ["terms", "{}"],
    ["nonce", Buffer.alloc(32)],
    ["signature", Buffer.alloc(64)],
    ["used_at", null],
  ])("%s of its grant changed", async (column, value) => {
    const { orderId, trader } = await order();
    await superuser.query(`UPDATE holdfast.step_up_grants SET ${column} = $2 WHERE subject_id = $1`, [orderId, value]);
    await expectNothingSent(orderId, trader);
  });
});

describe("an order whose row is changed after its swap was signed", () => {
  it("is not settled by itself: what was signed is not what the row says", async () => {
    const { orderId } = await order();
    await createRound(stage.ports)();
    expect(await stage.readOrder(orderId)).toMatchObject({ state: "submitted" });
    await superuser.query("UPDATE holdfast.orders SET receive_asset = 'LINK', receive_amount_min = 1 WHERE id = $1", [orderId]);
    await stage.chain.client.mine({ blocks: 5 });
    await createRound(stage.ports)();
    expect(await stage.readOrder(orderId)).toMatchObject({ state: "submitted", isFinished: false });
    expect(stage.logged).toContain("swapped_otherwise");
  });
});
