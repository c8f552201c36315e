// A withdrawal is confirmed by its own approval, in time, within its caps and once; everything else moves nothing.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accept } from "@/lib/ground/result";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { proveByPasskey } from "@/lib/server/step-up/prove-by-passkey";
import type { Settings } from "@/lib/settings/settings";
import { codeOf, refusalOf } from "@/lib/testing/refusal-code";
import { UNKNOWN, USDC, withdrawalActs } from "@/lib/testing/withdrawal-acts";
import { openWithdrawalStand, STAND_ORIGIN, START_SECONDS, type WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import { removeAddress } from "@/lib/server/addresses/remove-address";
import { startHold } from "@/lib/server/session/holds";
import { cancelWithdrawal } from "./cancel-withdrawal";
import { describeWithdrawal } from "./describe-withdrawal";
import { readWithdrawal } from "./read-withdrawal";

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
});
afterAll(() => stand.close());
const { prepare, grantFor, confirm, approve } = withdrawalActs(() => stand);

describe("confirming", () => {
  it("puts amount and fee aside, tells its story and leaves the rest to the worker", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const approved = await approve(ana);
    expect(approved).toMatchObject({ state: "approved", proof: "passkey", canCancel: true, waits: "worker_down", txHash: null });
    expect(approved.timeline.map(({ state }) => state)).toEqual(["awaiting_approval", "approved"]);
    expect(await stand.balance(ana, "available", "USDC")).toBe(899_500_000n);
    expect(await stand.balance(ana, "held", "USDC")).toBe(100_500_000n);
    const queued = await stand.worker.asService((tx) =>
      tx.query("SELECT chain_id, finished_at FROM holdfast.settlements WHERE withdrawal_id = $1", [approved.id]),
    );
    expect(queued).toEqual([{ chain_id: 31_337n, finished_at: null }]);
  });

  it("takes no grant but its own, and a refused one still works where it belongs", async () => {
    const [ana, bob] = [await stand.person({ usdc: 1_000n * USDC }), await stand.person({ usdc: 1_000n * USDC })];
    const [one, other, foreign] = [await prepare(ana), await prepare(ana, { amount: "99" }), await prepare(bob)];
    const [grant, bobs] = [await grantFor(ana, one), await grantFor(bob, foreign)];
    const elsewhere = await grantFor(ana, one, "passkey", ana.elsewhere);
    const wrongPurpose = await stand.grant(ana, { purpose: "address", subjectId: one.id, terms: one.terms });
    expect(await codeOf(confirm(ana, other.id, grant))).toBe("grant_mismatch");
    expect(await codeOf(confirm(ana, one.id, wrongPurpose))).toBe("grant_mismatch");
    expect(await codeOf(confirm(ana, one.id, elsewhere))).toBe("forbidden");
    for (const id of [bobs, UNKNOWN, "x"]) expect(await codeOf(confirm(ana, one.id, id))).toBe("not_found");
    for (const id of [foreign.id, UNKNOWN, "x"]) expect(await codeOf(confirm(ana, id, grant))).toBe("not_found");
    expect(await refusalOf(confirm(ana, one.id, undefined))).toMatchObject({ code: "step_up_required", maxAgeSeconds: 120 });
    expect(await stand.balance(ana, "held", "USDC")).toBe(0n);
    expect((await confirm(ana, one.id, grant)).state).toBe("approved");
    expect(await codeOf(confirm(ana, one.id, grant))).toBe("grant_used");
    expect(await codeOf(confirm(ana, one.id, undefined))).toBe("conflict");
    expect(await codeOf(confirm(ana, one.id, await grantFor(ana, one)))).toBe("conflict");
    expect(await stand.balance(ana, "held", "USDC")).toBe(100_500_000n);
  });

  it("happens within the grant's time and the quote's time, to the second", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const [one, two, late, last] = [await prepare(ana), await prepare(ana), await prepare(ana), await prepare(ana)];
    const [grantOne, grantTwo] = [await grantFor(ana, one), await grantFor(ana, two)];
    stand.time.nowSeconds = START_SECONDS + 119;
    expect(await codeOf(confirm(ana, one.id, grantOne))).toBe("done");
    stand.time.nowSeconds = START_SECONDS + 120;
    expect(await codeOf(confirm(ana, two.id, grantTwo))).toBe("grant_expired");
    stand.time.nowSeconds = START_SECONDS + 899;
    const [grantLate, grantLast] = [await grantFor(ana, late), await grantFor(ana, last)];
    expect(await codeOf(confirm(ana, last.id, grantLast))).toBe("done");
    stand.time.nowSeconds = START_SECONDS + 900;
    expect(await codeOf(confirm(ana, late.id, grantLate))).toBe("quote_expired");
    expect(await codeOf(confirm(ana, late.id, undefined))).toBe("quote_expired");
    expect((await readWithdrawal(ana.trader, late.id, stand.here)).state).toBe("expired");
    stand.time.nowSeconds = START_SECONDS;
    expect(await codeOf(confirm(ana, late.id, grantLate))).toBe("done");
  });

  it("is refused for a hold, a removed address or too little money that came in between, and burns nothing", async () => {
    const ana = await stand.person({ usdc: 200n * USDC });
    const [poor, first] = [await prepare(ana, { amount: "150" }), await prepare(ana, { amount: "100" })];
    const [grantPoor, grantFirst] = [await grantFor(ana, poor), await grantFor(ana, first)];
    await confirm(ana, first.id, grantFirst);
    expect(await codeOf(confirm(ana, poor.id, grantPoor))).toBe("insufficient_funds");
    await cancelWithdrawal(ana.trader, first.id, stand.here);
    await stand.here.database.asTrader(ana.trader.sub, (tx) => startHold(tx, ana.trader.sub, "first_factor", START_SECONDS - 86_390));
    expect(await codeOf(confirm(ana, poor.id, grantPoor))).toBe("withdrawal_hold");
    stand.time.nowSeconds = START_SECONDS + 10;
    expect(await codeOf(confirm(ana, poor.id, grantPoor))).toBe("done");
    const removed = await prepare(ana, { amount: "1" });
    const grant = await grantFor(ana, removed);
    await removeAddress(ana.trader, ana.addressId, stand.here);
    expect(await codeOf(confirm(ana, removed.id, grant))).toBe("address_not_allowed");
    stand.time.nowSeconds = START_SECONDS;
  });

  it("keeps each proof within its caps, at once and in a day", async () => {
    const ana = await stand.person({ usdc: 40_000n * USDC });
    const above = await prepare(ana, { amount: "500.000001" });
    expect(await codeOf(confirm(ana, above.id, await grantFor(ana, above, "password_totp")))).toBe("limit_exceeded");
    for (const amount of ["500", "500", "499.999999"])
      expect((await approve(ana, { amount }, "password_totp")).proof).toBe("password_totp");
    const [two, one] = [await prepare(ana, { amount: "0.000002" }), await prepare(ana, { amount: "0.000001" })];
    expect(await refusalOf(confirm(ana, two.id, await grantFor(ana, two, "password_totp")))).toMatchObject({
      code: "limit_exceeded",
      detail: expect.stringMatching(/1500 USDC in 24 hours, and 1499.999999 USDC are already approved. Add a passkey/) as unknown,
    });
    expect(await codeOf(confirm(ana, one.id, await grantFor(ana, one, "password_totp")))).toBe("done");
    expect(await codeOf(confirm(ana, two.id, await grantFor(ana, two, "passkey")))).toBe("done");
    for (const amount of ["10000", "10000"]) await approve(ana, { amount });
    expect(await codeOf(prepare(ana, { amount: "3500" }))).toBe("limit_exceeded");
    // What came back, and what is a day old, no longer counts.
    const back = await approve(ana, { amount: "3000" });
    await cancelWithdrawal(ana.trader, back.id, stand.here);
    expect(await codeOf(prepare(ana, { amount: "3499.999998" }))).toBe("done");
    stand.time.nowSeconds = START_SECONDS + 86_399;
    expect(await codeOf(prepare(ana, { amount: "3500" }))).toBe("limit_exceeded");
    stand.time.nowSeconds = START_SECONDS + 86_400;
    expect(await codeOf(prepare(ana, { amount: "3500" }))).toBe("done");
    stand.time.nowSeconds = START_SECONDS;
  });
});

describe("the whole way", () => {
  it("goes from the stored terms over a grant and a signature to the approval", async () => {
    const ana = await stand.person({ usdc: 20_000n * USDC });
    const { credentialId, publicKey } = ana.passkey;
    await stand.here.database.asTrader(ana.trader.sub, (tx) =>
      tx.query(
        `INSERT INTO holdfast.passkeys (credential_id, sub, public_key, sign_count, transports, aaguid, is_backup_eligible, is_backed_up, created_at)
         VALUES ($1, $2, $3, 0, '{}', gen_random_uuid(), false, false, to_timestamp($4))`,
        [credentialId, ana.trader.sub, Buffer.from(publicKey), START_SECONDS],
      ),
    );
    const callCognito = async () => accept<Record<string, unknown>>({ Credentials: [{ CredentialId: credentialId }] });
    const parts = { ...stand.here, settings: { appOrigin: STAND_ORIGIN } as Settings, callCognito };
    const withdrawal = await prepare(ana, { amount: "10000" });
    const opened = await openGrant(ana.trader, { purpose: "withdrawal", subjectId: withdrawal.id }, describeWithdrawal, parts);
    expect(opened).toMatchObject({ terms: withdrawal.terms, termsHash: withdrawal.termsHash });
    expect(Object.keys(opened.proofs)).toEqual(["passkey"]);
    expect(await codeOf(confirm(ana, withdrawal.id, opened.grantId))).toBe("step_up_required");
    const signed = ana.passkey.sign(opened.proofs.passkey?.challenge ?? "", STAND_ORIGIN);
    await proveByPasskey(ana.trader, opened.grantId, signed, parts);
    expect(await confirm(ana, withdrawal.id, opened.grantId)).toMatchObject({ state: "approved", proof: "passkey" });
  });

  it("is kept by the database too: nothing is approved without its own used grant", async () => {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const [one, other] = [await prepare(ana), await prepare(ana, { amount: "99" })];
    const used = await grantFor(ana, other);
    await confirm(ana, other.id, used);
    const force = (grantId: string) =>
      stand.here.database.asTrader(ana.trader.sub, (tx) =>
        tx.query(
          "UPDATE holdfast.withdrawals SET state = 'approved', grant_id = $2, proof = 'passkey', approved_at = now() WHERE id = $1",
          [one.id, grantId],
        ),
      );
    for (const grantId of [used, await grantFor(ana, one)])
      await expect(force(grantId)).rejects.toMatchObject({ constraint: "withdrawals_need_their_grant" });
    expect(await codeOf(confirm(ana, one.id, await grantFor(ana, one)))).toBe("done");
  });
});

it("left books that balance", async () => {
  expect(await stand.faults()).toEqual([]);
});
