// "After approval each field of the terms changed in the row, or the evidence behind it: nothing is paid, and the money is back."
// The changes are made by a superuser with every trigger off, because no role of the product can make them.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { newAddress, openSettlementStage, type SettlementStage } from "@/lib/testing/settlement-stage";
import { createRound } from "./create-round";
import { reconcile } from "./reconcile";

let stage: SettlementStage;
let superuser: pg.Client;
beforeAll(async () => {
  stage = await openSettlementStage();
  const url = new URL(inject("holdfastPostgres").superuserUrl);
  superuser = new pg.Client({ connectionString: Object.assign(url, { pathname: new URL(stage.file.workerUrl).pathname }).toString() });
  await superuser.connect();
  await superuser.query("SET session_replication_role = replica");
});
afterAll(async () => {
  await superuser.end();
  await stage.close();
});

const spoil = (sql: string, ...values: unknown[]) => superuser.query(sql, values);
const custodyOf = (asset: string) => stage.balanceOf(asset, stage.ports.signer.address);

/** Runs the worker, and shows that nothing left custody and that the whole hold is back. */
async function expectNothingPaid(id: string, trader: string): Promise<void> {
  const before = [await custodyOf("USDC"), await custodyOf("ETH"), await custodyOf("WBTC")];
  await createRound(stage.ports)();
  expect(await stage.read(id)).toMatchObject({ state: "failed", failure: "approval_does_not_verify", txHash: null, isFinished: true });
  expect([await custodyOf("USDC"), await custodyOf("ETH"), await custodyOf("WBTC")]).toEqual(before);
  expect([await stage.booked("available", trader), await stage.booked("held", trader)]).toEqual([107n, 0n]);
  expect(stage.logged).toContain("approval_does_not_verify");
  expect(await reconcile(stage.ports)).toEqual([]);
}

describe("an approval whose row was changed afterwards pays nothing", () => {
  const other = newAddress();
  it.each<[string, unknown]>([
    ["network", "elsewhere"],
    ["chain_id", 1],
    ["asset", "WBTC"],
    ["asset_contract", other],
    ["asset_contract", null],
    ["decimals", 7],
    ["amount", "99"],
    ["amount", "101"],
    ["fee", "0"],
    ["fee", "8"],
    ["fee_asset", "ETH"],
    ["destination", other],
    ["memo", "hello"],
    ["created_at", "2020-01-01T00:00:00Z"],
    ["expires_at", "2039-01-01T00:00:00Z"],
    ["terms_hash", "A".repeat(43)],
    ["proof", "password_totp"],
  ])("%s = %s", async (column, value) => {
    const { id, trader } = await stage.approve();
    await spoil(`UPDATE holdfast.withdrawals SET ${column} = $2 WHERE id = $1`, id, value);
    await expectNothingPaid(id, trader);
  });

  it("both amount and fee, so that their sum stays what is held", async () => {
    const { id, trader } = await stage.approve();
    await spoil("UPDATE holdfast.withdrawals SET amount = 107, fee = 0 WHERE id = $1", id);
    await expectNothingPaid(id, trader);
  });

  it("the trader: it belongs to nobody any more, and its money stays put aside", async () => {
    const { id, trader } = await stage.approve();
    await spoil("UPDATE holdfast.withdrawals SET trader = 'mallory' WHERE id = $1", id);
    await createRound(stage.ports)();
    expect(await stage.read(id)).toMatchObject({ state: "approved", txHash: null });
    expect(await stage.booked("held", trader)).toBe(107n);
    expect(stage.logged).toContain("settlement_without_withdrawal");
    await spoil("UPDATE holdfast.settlements SET trader = 'mallory' WHERE withdrawal_id = $1", id);
    await spoil("UPDATE holdfast.settlements SET next_attempt_at = queued_at WHERE withdrawal_id = $1", id);
    await createRound(stage.ports)();
    expect(await stage.read(id)).toMatchObject({ state: "failed", failure: "approval_does_not_verify", txHash: null });
    // What was put aside is another trader's by now; giving it to this one would be the theft.
    expect([await stage.booked("held", trader), await stage.booked("available", "mallory")]).toEqual([107n, 0n]);
  });
});

describe("an approval whose grant was changed afterwards pays nothing", () => {
  const flipped = "set_byte(%, 5, get_byte(%, 5) # 1)";
  it.each([
    ["sub", "'mallory'"],
    ["purpose", "'address'"],
    ["subject_id", "gen_random_uuid()::text"],
    ["terms", `replace(terms, '"amount":"100"', '"amount":"900"')`],
    ["terms_hash", "repeat('A', 43)"],
    ["used_at", "NULL"],
    ["nonce", flipped.replaceAll("%", "nonce")],
    ["signature", flipped.replaceAll("%", "signature")],
    ["public_key", "set_byte(public_key, 20, get_byte(public_key, 20) # 1)"],
    ["client_data_json", flipped.replaceAll("%", "client_data_json")],
    ["authenticator_data", "set_byte(authenticator_data, 32, 1)"],
  ])("%s", async (column, value) => {
    const { id, trader } = await stage.approve();
    await spoil(
      `UPDATE holdfast.step_up_grants SET ${column} = ${value} WHERE id = (SELECT grant_id FROM holdfast.withdrawals WHERE id = $1)`,
      id,
    );
    await expectNothingPaid(id, trader);
  });

  it("two withdrawals that change their grants", async () => {
    const [first, second] = [await stage.approve(), await stage.approve()];
    const { rows } = await spoil("SELECT id, grant_id FROM holdfast.withdrawals WHERE id = ANY ($1)", [first.id, second.id]);
    const grantOf = (id: string): string => (rows as { id: string; grant_id: string }[]).find((row) => row.id === id)?.grant_id ?? "";
    await spoil("UPDATE holdfast.withdrawals SET grant_id = gen_random_uuid() WHERE id = $1", first.id);
    await spoil("UPDATE holdfast.withdrawals SET grant_id = $2 WHERE id = $1", second.id, grantOf(first.id));
    await spoil("UPDATE holdfast.withdrawals SET grant_id = $2 WHERE id = $1", first.id, grantOf(second.id));
    await createRound(stage.ports)();
    for (const { id } of [first, second]) {
      expect(await stage.read(id)).toMatchObject({ state: "failed", failure: "approval_does_not_verify", txHash: null });
    }
  });

  it("a grant that a passkey signed at another origin", async () => {
    const { id, trader } = await stage.approve();
    const elsewhere = { ...stage.ports, approvedAt: { ...stage.ports.approvedAt, origin: "http://localhost:3001" } };
    await createRound(elsewhere)();
    expect(await stage.read(id)).toMatchObject({ state: "failed", failure: "approval_does_not_verify" });
    expect(await stage.booked("available", trader)).toBe(107n);
  });
});

it("an approval whose hold is not in the ledger pays nothing and gives nothing back", async () => {
  const { id, trader } = await stage.approve();
  await spoil("UPDATE holdfast.transfers SET idempotency_key = 'elsewhere:' || idempotency_key WHERE reference = $1 AND kind = 'hold'", id);
  await createRound(stage.ports)();
  expect(await stage.read(id)).toMatchObject({ state: "failed", failure: "approval_does_not_verify", txHash: null });
  expect([await stage.booked("available", trader), await stage.booked("held", trader)]).toEqual([0n, 107n]);
  expect(stage.logged).toContain("withdrawal_without_hold");
});

it("an approval that nobody has touched is paid, by both proofs", async () => {
  const [first, second] = [await stage.approve(), await stage.approve({ proof: "password_totp" })];
  await stage.finish([first.id, second.id]);
  for (const { id } of [first, second]) expect(await stage.read(id)).toMatchObject({ state: "settled" });
});
