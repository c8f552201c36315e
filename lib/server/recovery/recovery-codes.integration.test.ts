// A set of recovery codes on PostgreSQL: how it is made, guessed at, used up and replaced, however many ask at once.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RECOVERY_CODES, RECOVERY_LIMITS } from "@/lib/policy/account-policy";
import { readRecoveryCode, writeRecoveryCode } from "@/lib/recovery/recovery-code";
import { startHold } from "@/lib/server/session/holds";
import type { Trader } from "@/lib/server/session/trader";
import { CREDENTIAL_ACTS, SELF } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { proveByPassword } from "@/lib/server/step-up/prove-by-password";
import { outcomeOf } from "@/lib/testing/grant-acts";
import { rounds } from "@/lib/testing/rounds";
import { openStepUpStand, type StepUpStand } from "@/lib/testing/step-up-stand";
import { countRecoveryCodes } from "./count-recovery-codes";
import { judgeRecoveryCode, useRecoveryCode } from "./judge-recovery-code";
import { makeRecoveryCodes } from "./make-recovery-codes";

const WRONG = writeRecoveryCode(new Uint8Array(10).fill(7));
let stand: StepUpStand;
let ana: Trader;
beforeAll(async () => {
  stand = await openStepUpStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  ana = await stand.begin();
});

const make = (grantId?: string, trader = ana) => makeRecoveryCodes(trader, grantId, stand.parts);
const asAna = <Value>(work: Parameters<StepUpStand["parts"]["database"]["asTrader"]>[1]) =>
  stand.parts.database.asTrader(ana.sub, work) as Promise<Value>;
const judge = (typed: string, trader = ana) => judgeRecoveryCode(stand.parts.database, trader.sub, typed, stand.pool.nowSeconds);
const left = async (): Promise<number | null> => (await stand.parts.database.asTrader(ana.sub, countRecoveryCodes))?.left ?? null;
const use = (id: string) => stand.parts.database.asTrader(ana.sub, (tx) => useRecoveryCode(tx, id, stand.pool.nowSeconds));
async function idOf(code: string): Promise<string> {
  const judged = await judge(code);
  if (!judged.ok) throw new Error(judged.refusal.kind);
  return judged.value;
}
async function grant(): Promise<string> {
  const act = { purpose: "recovery_codes", subjectId: SELF } as const;
  const { grantId } = await openGrant(ana, act, CREDENTIAL_ACTS.recovery_codes, stand.parts);
  expect((await proveByPassword(ana, grantId, stand.pool.nowSeconds, stand.parts)).ok).toBe(true);
  return grantId;
}
async function later<Value>(seconds: number, work: () => Promise<Value>): Promise<Value> {
  stand.pool.nowSeconds += seconds;
  return work().finally(() => (stand.pool.nowSeconds -= seconds));
}

describe("making a set", () => {
  it("answers ten different codes once, and keeps none of them in clear", async () => {
    const { codes } = await make();
    expect(new Set(codes).size).toBe(RECOVERY_CODES);
    for (const code of codes) expect(readRecoveryCode(code)).toBe(code);
    expect(await left()).toBe(RECOVERY_CODES);
    const rows = await asAna<object[]>((tx) => tx.query("SELECT * FROM holdfast.recovery_codes"));
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code.replaceAll("-", ""));
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code);
  });

  it("needs no approval for the first set right after a sign-in, and one for every other", async () => {
    expect(await later(300, () => outcomeOf(make()))).toBe("step_up_required");
    expect(await outcomeOf(make())).toBe("accepted");
    expect(await outcomeOf(make())).toBe("step_up_required");
    const approved = await grant();
    expect(await outcomeOf(make(approved))).toBe("accepted");
    expect(await outcomeOf(make(approved))).toBe("grant_used");
  });

  it("gives one first set when many ask at once", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcomeOf(make())));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "step_up_required")).toHaveLength(7);
  });

  it("waits for the hold of a way back, with or without an approval", async () => {
    const approved = await grant();
    await asAna((tx) => startHold(tx, ana.sub, "recovery_code", stand.pool.nowSeconds));
    expect(await outcomeOf(make())).toBe("account_hold");
    expect(await outcomeOf(make(approved))).toBe("account_hold");
    expect(await left()).toBeNull();
  });

  it("kills every code of the set before it", async () => {
    const old = await make();
    const oldId = await idOf(old.codes[0] ?? "");
    const fresh = await make(await grant());
    for (const code of old.codes.slice(0, 3)) expect(await judge(code)).toEqual({ ok: false, refusal: { kind: "wrong" } });
    // One that was judged just before the set was replaced opens nothing either.
    expect(await use(oldId)).toBe(false);
    expect((await judge(fresh.codes[0] ?? "")).ok).toBe(true);
  });
});

describe("guessing", () => {
  it("takes a right code in any spelling and counts it as no guess", async () => {
    const { codes } = await make();
    for (let round = 0; round < RECOVERY_LIMITS.code + 2; round += 1)
      expect((await judge(` ${(codes[1] ?? "").toLowerCase().replaceAll("-", " ")} `)).ok).toBe(true);
  });

  it("judges ten wrong codes in a day, and then not even a right one, for exactly the rest of the day", async () => {
    const { codes } = await make();
    for (let guess = 0; guess < RECOVERY_LIMITS.code; guess += 1) expect(await judge(WRONG)).toMatchObject({ refusal: { kind: "wrong" } });
    expect(await judge(codes[0] ?? "")).toEqual({
      ok: false,
      refusal: { kind: "locked", retryAfterSeconds: RECOVERY_LIMITS.windowSeconds },
    });
    expect(await later(RECOVERY_LIMITS.windowSeconds - 1, () => judge(codes[0] ?? ""))).toMatchObject({
      refusal: { retryAfterSeconds: 1 },
    });
    expect((await later(RECOVERY_LIMITS.windowSeconds, () => judge(codes[0] ?? ""))).ok).toBe(true);
  });

  it("never judges more than the limit when 200 wrong codes come at once, one in the wrong form among them", async () => {
    await make();
    const count = rounds(200, 2_000);
    const judged = await Promise.all(Array.from({ length: count }, (_, index) => judge(index % 2 === 0 ? WRONG : "nothing like a code")));
    const kinds = judged.map((result) => (result.ok ? "right" : result.refusal.kind));
    expect(kinds.filter((kind) => kind === "wrong")).toHaveLength(RECOVERY_LIMITS.code);
    expect(kinds.filter((kind) => kind === "locked")).toHaveLength(count - RECOVERY_LIMITS.code);
  });

  it("counts each trader alone, and one trader's code is nothing to another", async () => {
    const { codes } = await make();
    const bob = await stand.signIn();
    await make(undefined, bob);
    for (let guess = 0; guess < RECOVERY_LIMITS.code; guess += 1) await judge(codes[0] ?? "", bob);
    expect(await judge(codes[0] ?? "", bob)).toMatchObject({ refusal: { kind: "locked" } });
    expect((await judge(codes[0] ?? "")).ok).toBe(true);
  });
});

describe("using a code up", () => {
  it("works once when 200 ask at once, and the code is wrong from then on", async () => {
    const { codes } = await make();
    const id = await idOf(codes[3] ?? "");
    const used = await Promise.all(Array.from({ length: rounds(200, 2_000) }, () => use(id)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await left()).toBe(RECOVERY_CODES - 1);
    expect(await judge(codes[3] ?? "")).toMatchObject({ refusal: { kind: "wrong" } });
    expect((await judge(codes[4] ?? "")).ok).toBe(true);
  });

  it("is nothing that the product's own role can undo", async () => {
    const { codes } = await make();
    const id = await idOf(codes[0] ?? "");
    await use(id);
    await expect(asAna((tx) => tx.query("UPDATE holdfast.recovery_codes SET used_at = NULL WHERE id = $1", [id]))).rejects.toThrow(
      "stays ended",
    );
    await expect(asAna((tx) => tx.query("DELETE FROM holdfast.recovery_codes"))).rejects.toThrow("permission denied");
    await expect(asAna((tx) => tx.query("UPDATE holdfast.recovery_codes SET code_hash = code_hash"))).rejects.toThrow("permission denied");
  });
});
