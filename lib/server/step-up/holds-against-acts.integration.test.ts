// A hold bites where approvals begin and where they are used, for every act of the table that waits for it, and for no other trader.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { holdsAgainst } from "@/lib/policy/account-policy";
import { PURPOSES } from "@/lib/policy/purpose";
import { startHold } from "@/lib/server/session/holds";
import type { Trader } from "@/lib/server/session/trader";
import { grantActs, outcomeOf, refusedAs } from "@/lib/testing/grant-acts";
import { openStepUpStand, type StepUpStand } from "@/lib/testing/step-up-stand";
import { proveByPasskey } from "./prove-by-passkey";

let stand: StepUpStand;
let ana: Trader;
beforeAll(async () => {
  stand = await openStepUpStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.begin();
});
const { open, consume, later } = grantActs(() => ({ stand, ana }));
const hold = () => stand.parts.database.asTrader(ana.sub, (tx) => startHold(tx, ana.sub, "password_reset", stand.pool.nowSeconds));

describe("the hold of a password's reset", () => {
  it.each(PURPOSES)("against %s is what the table says, at the opening and at the use, and ends by itself", async (purpose) => {
    const passkey = await stand.addPasskey(ana);
    const isHeld = holdsAgainst(purpose).includes("password_reset");
    const refusal = !isHeld ? "accepted" : purpose === "withdrawal" ? "withdrawal_hold" : "account_hold";
    const { grantId, proofs } = await open(ana, {}, purpose);
    const credential = passkey.sign(proofs.passkey?.challenge ?? "", "http://localhost:3000");
    await proveByPasskey(ana, grantId, credential, stand.parts);
    await hold();
    expect(await outcomeOf(open(ana, {}, purpose))).toBe(refusal);
    const bob = await stand.signIn();
    await stand.addPasskey(bob);
    expect(await outcomeOf(open(bob, {}, purpose))).toBe("accepted");
    expect(await refusedAs(consume(grantId, { purpose }))).toBe(refusal);
    await later(86_400, async () => expect(await outcomeOf(open(ana, {}, purpose))).toBe("accepted"));
  });

  it.each(PURPOSES)("does not stand in the way of %s when there was no reset", async (purpose) => {
    const passkey = await stand.addPasskey(ana);
    const { grantId, proofs } = await open(ana, {}, purpose);
    await proveByPasskey(ana, grantId, passkey.sign(proofs.passkey?.challenge ?? "", "http://localhost:3000"), stand.parts);
    expect(await refusedAs(consume(grantId, { purpose }))).toBe("accepted");
  });
});
