// What was approved before a freeze is not paid while it stands, and goes out by itself once it has ended.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSettlementStage, type SettlementStage } from "@/lib/testing/settlement-stage";
import { createRound } from "./create-round";

let stage: SettlementStage;
beforeAll(async () => {
  stage = await openSettlementStage();
});
afterAll(() => stage.close());

const freeze = (trader: string) =>
  stage.app.asTrader(trader, (tx) =>
    tx.query("INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, 'frozen', to_timestamp($2))", [
      trader,
      stage.ports.clock.nowSeconds(),
    ]),
  );

/** An approved unfreezing that began two days ago, written as its own verb writes it. */
async function unfreeze(trader: string): Promise<void> {
  const [grant, session] = [randomUUID(), randomUUID()];
  const began = stage.ports.clock.nowSeconds() - 2 * 86_400;
  await stage.app.asTrader(trader, async (tx) => {
    await tx.query(
      `INSERT INTO holdfast.sessions (id, origin_jti, sub, email, username, factors, auth_time, created_at, last_seen_at, device, network)
       VALUES ($1, $1, $2, 'a@b.test', $2, ARRAY['passkey'], to_timestamp($3), to_timestamp($3), to_timestamp($3), 'test', 'test')`,
      [session, trader, began],
    );
    await tx.query(
      `INSERT INTO holdfast.step_up_grants (id, sub, session_id, purpose, subject_id, terms, terms_hash, nonce, proofs, opened_at, expires_at)
       VALUES ($1, $2, $3, 'unfreeze', 'self', '{}', $4, $5, ARRAY['password_totp'], to_timestamp($6), to_timestamp($6 + 300))`,
      [grant, trader, session, "A".repeat(43), Buffer.alloc(32), began],
    );
    const proven = "proof = 'password_totp', proven_at = opened_at, proof_ends_at = expires_at";
    await tx.query(`UPDATE holdfast.step_up_grants SET ${proven} WHERE id = $1`, [grant]);
    await tx.query("UPDATE holdfast.step_up_grants SET used_at = opened_at WHERE id = $1", [grant]);
    await tx.query(
      `INSERT INTO holdfast.account_freezes (sub, step, at, ends_at, grant_id)
       VALUES ($1, 'unfreezing', to_timestamp($2), to_timestamp($2) + interval '1 day', $3)`,
      [trader, began, grant],
    );
  });
}

describe("a withdrawal that was approved before its account was frozen", () => {
  it("is not paid while the freeze stands, stays approved and held, and is paid once it has ended", async () => {
    const frozen = await stage.approve();
    const twin = await stage.approve();
    await freeze(frozen.trader);
    await stage.finish([twin.id]);
    await createRound(stage.ports)();
    expect(await stage.read(frozen.id)).toMatchObject({ state: "approved", waitsFor: "frozen", txHash: null, isFinished: false });
    expect(await stage.balanceOf("USDC", frozen.destination)).toBe(0n);
    expect(await stage.booked("held", frozen.trader)).toBe(107n);
    expect(await stage.read(twin.id)).toMatchObject({ state: "settled" });

    await unfreeze(frozen.trader);
    const later = { ...stage.ports, clock: { nowSeconds: () => stage.ports.clock.nowSeconds() + 30 } };
    await stage.finish([frozen.id], later);
    expect(await stage.read(frozen.id)).toMatchObject({ state: "settled", waitsFor: null });
    expect(await stage.balanceOf("USDC", frozen.destination)).toBe(100n);
  });
});
