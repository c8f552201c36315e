// The database keeps a grant's promises by itself, also against the app's own statements.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Trader } from "@/lib/server/session/trader";
import { grantActs, refusedAs } from "@/lib/testing/grant-acts";
import { openStepUpStand, type StepUpStand } from "@/lib/testing/step-up-stand";

let stand: StepUpStand;
let ana: Trader;
beforeAll(async () => {
  stand = await openStepUpStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.begin();
});
const { open, password, consume, provenGrant } = grantActs(() => ({ stand, ana }));

describe("the database, asked as the app", () => {
  const asApp = (sql: string, grantId: string) => stand.parts.database.asTrader(ana.sub, (tx) => tx.query(sql, [grantId]));

  it.each(["sub", "session_id", "purpose", "subject_id", "terms", "terms_hash", "nonce", "proofs", "opened_at", "expires_at"])(
    "never changes what a grant is bound to: %s",
    async (column) => {
      const { grantId } = await open();
      await expect(asApp(`UPDATE holdfast.step_up_grants SET ${column} = ${column} WHERE id = $1`, grantId)).rejects.toThrow(
        "permission denied",
      );
    },
  );

  it("proves once, uses once, and forgets nothing", async () => {
    const grantId = await provenGrant();
    const again = "UPDATE holdfast.step_up_grants SET proof_ends_at = proof_ends_at + interval '1 hour' WHERE id = $1";
    await expect(asApp(again, grantId)).rejects.toThrow("proven once");
    expect(await refusedAs(consume(grantId))).toBe("accepted");
    await expect(asApp("UPDATE holdfast.step_up_grants SET used_at = NULL WHERE id = $1", grantId)).rejects.toThrow("used once");
    await expect(asApp("DELETE FROM holdfast.step_up_grants WHERE id = $1", grantId)).rejects.toThrow("permission denied");
  });

  it("uses nothing that was not proven, or after its proof has ended", async () => {
    const { grantId } = await open();
    const use = `UPDATE holdfast.step_up_grants SET used_at = opened_at + interval '121 seconds' WHERE id = $1`;
    await expect(asApp(use, grantId)).rejects.toThrow("grants_are_used_after_proof");
    expect(await refusedAs(password(grantId))).toBe("accepted");
    await expect(asApp(use, grantId)).rejects.toThrow("grants_are_used_after_proof");
    expect(await asApp(`${use.replace("121", "120")} RETURNING id`, grantId)).toHaveLength(1);
  });

  it("takes no passkey's proof without its evidence, and no proof that was not offered", async () => {
    const { grantId } = await open();
    const prove = (proof: string): string =>
      `UPDATE holdfast.step_up_grants SET proof = '${proof}', proven_at = opened_at, proof_ends_at = opened_at + interval '2 minutes' WHERE id = $1 RETURNING id`;
    await expect(asApp(prove("passkey"), grantId)).rejects.toThrow("grants_");
    expect(await asApp(prove("password_totp"), grantId)).toHaveLength(1);
  });

  it("shows nobody another trader's grant", async () => {
    const { grantId } = await open();
    const bob = await stand.signIn();
    const rows = await stand.parts.database.asTrader(bob.sub, (tx) =>
      tx.query("SELECT 1 FROM holdfast.step_up_grants WHERE id = $1", [grantId]),
    );
    expect(rows).toEqual([]);
  });
});
