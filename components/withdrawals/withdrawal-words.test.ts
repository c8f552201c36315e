import { describe, expect, test } from "vitest";
import type { WithdrawalDto, WithdrawalState } from "@/lib/contracts/withdrawals";
import { WITHDRAWAL_STATES } from "@/lib/withdrawals/withdrawal-state";
import { endingOf, STATE_NAMES, stepsOf, waitingFor } from "./withdrawal-words";

const TERMS = { asset: "USDC" } as WithdrawalDto["terms"];
const at = (state: WithdrawalState, minute: number) => ({ state, at: `2026-11-24T10:0${String(minute)}:00Z` });
const one = (changes: Partial<WithdrawalDto>) =>
  ({
    ...{ state: "approved", failure: null, waits: null, confirmations: null, total: "250.5", amount: "250" },
    terms: TERMS,
    timeline: [],
    ...changes,
  }) as WithdrawalDto;

describe("endings", () => {
  test("every state has a name, and exactly the final ones have an ending", () => {
    expect(Object.keys(STATE_NAMES).sort()).toEqual([...WITHDRAWAL_STATES].sort());
    const ended = WITHDRAWAL_STATES.filter((state) => endingOf(one({ state })) !== null);
    expect(ended.sort()).toEqual(["cancelled", "expired", "failed", "settled"]);
  });

  test("a cancelled withdrawal gives back what was held, and one that never was approved moved nothing", () => {
    const approved = one({ state: "cancelled", timeline: [at("awaiting_approval", 0), at("approved", 1), at("cancelled", 2)] });
    expect(endingOf(approved)?.text).toContain("250.5 USDC that were held are available");
    expect(endingOf(one({ state: "cancelled", timeline: [at("awaiting_approval", 0)] }))?.text).toBe("Nothing moved.");
  });

  test.each(["reverted", "rejected_by_chain", "approval_does_not_verify"] as const)("%s says why and that the money is back", (failure) => {
    const text = endingOf(one({ state: "failed", failure }))?.text ?? "";
    expect(text).toMatch(/network|second check/);
    expect(text).toContain("available to you again");
  });
});

describe("what it waits for", () => {
  test.each(["worker_down", "chain_down", "custody_funds"] as const)("%s says that it goes on by itself", (waits) => {
    expect(waitingFor(one({ waits }))).toContain("goes on by itself");
  });

  test("nothing is awaited before the approval and after the end", () => {
    for (const state of ["awaiting_approval", "settled", "cancelled", "expired", "failed"] as const) {
      expect(waitingFor(one({ state, waits: "worker_down" }))).toBeNull();
    }
  });

  test("a sent withdrawal tells being on its way from being in a block", () => {
    expect(waitingFor(one({ state: "submitted", confirmations: { seen: 0, needed: 3 } }))).toContain("not taken it into a block");
    expect(waitingFor(one({ state: "submitted", confirmations: { seen: 1, needed: 3 } }))).toContain("in a block");
  });
});

describe("the timeline", () => {
  test("a sent withdrawal counts its confirmations and has settling ahead", () => {
    const timeline = [at("awaiting_approval", 0), at("approved", 1), at("submitted", 2)];
    const steps = stepsOf(one({ state: "submitted", timeline, confirmations: { seen: 1, needed: 3 } }));
    expect(steps.map(({ name, standing }) => `${name}: ${standing}`)).toEqual([
      "Written: done",
      "Approved: done",
      "Sent: done",
      "1 of 3 confirmations: now",
      "Settlement: ahead",
    ]);
    expect(steps[2]?.at).toBe("2026-11-24T10:02:00Z");
  });

  test("an approved withdrawal is being sent, and nothing ahead is called done", () => {
    const steps = stepsOf(one({ state: "approved", timeline: [at("awaiting_approval", 0), at("approved", 1)] }));
    expect(steps.map(({ name, standing }) => `${name}: ${standing}`)).toEqual([
      "Written: done",
      "Approved: done",
      "Sending: now",
      "Confirmations by the network: ahead",
      "Settlement: ahead",
    ]);
  });

  test("a cancelled withdrawal shows no step that can never happen", () => {
    const steps = stepsOf(one({ state: "cancelled", timeline: [at("awaiting_approval", 0), at("approved", 1), at("cancelled", 2)] }));
    expect(steps.map(({ name }) => name)).toEqual(["Written", "Approved", "Cancelled"]);
  });

  test("more confirmations than needed are not more than enough", () => {
    const steps = stepsOf(one({ state: "settled", confirmations: { seen: 9, needed: 3 } }));
    expect(steps[3]).toMatchObject({ name: "3 of 3 confirmations", standing: "done" });
  });
});
