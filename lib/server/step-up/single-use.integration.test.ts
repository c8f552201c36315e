// A proven grant works once, for its act and within its time, however many ask at once.
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Trader } from "@/lib/server/session/trader";
import type { Purpose } from "@/lib/policy/purpose";
import { ACT, grantActs, refusedAs, SUBJECT, TERMS } from "@/lib/testing/grant-acts";
import { openStepUpStand, type StepUpStand } from "@/lib/testing/step-up-stand";
import { consumeGrant } from "./consume-grant";
import { findArmedGrant } from "./find-armed-grant";

let stand: StepUpStand;
let ana: Trader;
beforeAll(async () => {
  stand = await openStepUpStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.begin();
});
const { open, consume, provenGrant, later } = grantActs(() => ({ stand, ana }));
/** A statement as the owner, with triggers and row security out of the way: what somebody with the whole database in hand could do. */
async function asOwner(sql: string, values: readonly unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: stand.file.ownerUrl });
  await client.connect();
  try {
    for (const statement of [
      "ALTER TABLE holdfast.step_up_grants DISABLE TRIGGER step_up_grants_guard",
      "ALTER TABLE holdfast.step_up_grants NO FORCE ROW LEVEL SECURITY",
    ])
      await client.query(statement);
    expect((await client.query(sql, [...values])).rowCount).toBe(1);
    await client.query("ALTER TABLE holdfast.step_up_grants ENABLE TRIGGER step_up_grants_guard");
    await client.query("ALTER TABLE holdfast.step_up_grants FORCE ROW LEVEL SECURITY");
  } finally {
    await client.end();
  }
}

describe("using a grant", () => {
  it("is refused without a grant or its proof, and says how fresh the proof must be", async () => {
    const expected = { ok: false, refusal: { code: "step_up_required", maxAgeSeconds: 120 } };
    expect(await consume(undefined)).toEqual(expected);
    expect(await consume((await open()).grantId)).toEqual(expected);
  });

  it("works once for its act, and the act's transaction decides whether it happened", async () => {
    const grantId = await provenGrant();
    const failing = stand.parts.database.asTrader(ana.sub, async (tx) => {
      expect((await consumeGrant(tx, ana, grantId, ACT, stand.pool.nowSeconds)).ok).toBe(true);
      throw new Error("the act failed");
    });
    await expect(failing).rejects.toThrow("the act failed");
    expect(await consume(grantId)).toEqual({
      ok: true,
      value: { grantId, proof: "password_totp", provenAtSeconds: stand.pool.nowSeconds },
    });
    expect(await refusedAs(consume(grantId))).toBe("grant_used");
    expect((await stand.eventsOf(ana)).map(({ kind }) => kind)).toEqual(["step_up_proven", "step_up_used"]);
  });

  it("is refused for another act, session or trader, and leaves the grant as it was and the transaction usable", async () => {
    const grantId = await provenGrant();
    const [bob, elsewhere] = [await stand.signIn(), await stand.signIn(ana.sub)];
    expect(await refusedAs(consume(grantId, {}, bob))).toBe("not_found");
    expect(await refusedAs(consume(grantId, {}, elsewhere))).toBe("forbidden");
    expect(await refusedAs(consume(grantId, { purpose: "address" }))).toBe("grant_mismatch");
    expect(await refusedAs(consume(grantId, { subjectId: "w-2" }))).toBe("grant_mismatch");
    expect(await refusedAs(consume(grantId, { termsHash: termsHash({ ...TERMS, amount: "125500001" }) }))).toBe("grant_mismatch");
    const both = await stand.parts.database.asTrader(ana.sub, async (tx) => [
      await consumeGrant(tx, ana, grantId, { ...ACT, subjectId: "w-2" }, stand.pool.nowSeconds),
      await consumeGrant(tx, ana, grantId, ACT, stand.pool.nowSeconds),
    ]);
    expect(both.map(({ ok }) => ok)).toEqual([false, true]);
  });

  it("works until the last second of its proof", async () => {
    const [one, other] = [await provenGrant(), await provenGrant()];
    await later(120, async () => expect(await refusedAs(consume(one))).toBe("grant_expired"));
    await later(119, async () => expect(await refusedAs(consume(other))).toBe("accepted"));
  });

  it("is refused when the stored terms were changed behind the app's back", async () => {
    const [changed, kept] = [await provenGrant(), await provenGrant()];
    await asOwner("UPDATE holdfast.step_up_grants SET terms = replace(terms, '125500000', '925500000') WHERE id = $1", [changed]);
    expect(await refusedAs(consume(changed))).toBe("grant_mismatch");
    expect(await refusedAs(consume(kept))).toBe("accepted");
  });

  it("200 times at once over two processes happens exactly once, ten rounds long", async () => {
    for (let round = 0; round < 10; round += 1) {
      const grantId = await provenGrant();
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, at) =>
          refusedAs(consume(grantId, {}, ana, at % 2 === 0 ? stand.parts.database : stand.otherDatabase)),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "grant_used")).toHaveLength(199);
    }
  });
});

describe("the grant that is ready", () => {
  const armed = (trader = ana, purpose: Purpose = "withdrawal", subjectId = SUBJECT) =>
    stand.parts.database.asTrader(trader.sub, (tx) => findArmedGrant(tx, trader, purpose, subjectId, stand.pool.nowSeconds));

  it("is this session's proven, unused and unexpired one for the act, and nobody else's", async () => {
    await open();
    expect(await armed()).toBeNull();
    const grantId = await provenGrant();
    expect(await armed()).toEqual({ id: grantId, termsHash: termsHash(TERMS) });
    expect(await armed(ana, "address")).toBeNull();
    expect(await armed(ana, "withdrawal", "w-2")).toBeNull();
    expect(await armed(await stand.signIn(ana.sub))).toBeNull();
    expect(await armed(await stand.signIn())).toBeNull();
    await later(119, async () => expect(await armed()).toMatchObject({ id: grantId }));
    await later(120, async () => expect(await armed()).toBeNull());
    expect(await refusedAs(consume(grantId))).toBe("accepted");
    expect(await armed()).toBeNull();
  });
});
