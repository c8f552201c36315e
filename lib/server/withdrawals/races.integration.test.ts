// What many requests at once may do together, over two processes. Every claim here fails under check-then-act.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { codeOf } from "@/lib/testing/refusal-code";
import { rounds } from "@/lib/testing/rounds";
import { openWithdrawalStand, type Person, type StandProcess, type WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import type { Proof } from "@/lib/policy/purpose";
import { cancelWithdrawal } from "./cancel-withdrawal";
import { confirmWithdrawal } from "./confirm-withdrawal";
import { prepareWithdrawal } from "./prepare-withdrawal";
import { readWithdrawal } from "./read-withdrawal";

const CALLS = 200;
const ROUNDS = rounds(3, 10);
const USDC = 1_000_000n;

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
});
afterAll(() => stand.close());

const at = (place: number): StandProcess => (place % 2 === 0 ? stand.here : stand.there);
const prepare = (person: Person, amount: string, key: string = randomUUID(), place = 0): Promise<WithdrawalDto> =>
  prepareWithdrawal(person.trader, key, { asset: "USDC", network: "testnet", amount, addressId: person.addressId }, at(place));
const proven = async (person: Person, amount: string, proof: Proof = "passkey") => {
  const { id, terms } = await prepare(person, amount);
  return { id, grantId: await stand.grant(person, { purpose: "withdrawal", subjectId: id, terms }, proof) };
};
const countOf = (codes: readonly string[], code: string): number => codes.filter((one) => one === code).length;
const atOnce = (count: number, work: (place: number) => Promise<string>): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, (_, place) => work(place)));

it(`${CALLS} confirmations of one approval have one effect, in each of ${ROUNDS} rounds`, { timeout: 120_000 }, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const { id, grantId } = await proven(ana, "100");
    const codes = await atOnce(CALLS, (place) => codeOf(confirmWithdrawal(ana.trader, id, grantId, at(place))));
    expect([countOf(codes, "done"), countOf(codes, "grant_used")]).toEqual([1, CALLS - 1]);
    expect(await stand.balance(ana, "held", "USDC")).toBe(100_500_000n);
    expect(await stand.balance(ana, "available", "USDC")).toBe(899_500_000n);
  }
});

it("confirmations of one withdrawal with as many grants have one effect, and burn one grant", async () => {
  const ana = await stand.person({ usdc: 1_000n * USDC });
  const { id, terms } = await prepare(ana, "100");
  const grants: string[] = [];
  for (let count = 0; count < 20; count += 1) grants.push(await stand.grant(ana, { purpose: "withdrawal", subjectId: id, terms }));
  const codes = await Promise.all(grants.map((grantId, place) => codeOf(confirmWithdrawal(ana.trader, id, grantId, at(place)))));
  expect([countOf(codes, "done"), countOf(codes, "conflict")]).toEqual([1, 19]);
  const used = await stand.here.database.asTrader(ana.trader.sub, (tx) =>
    tx.query("SELECT FROM holdfast.step_up_grants WHERE used_at IS NOT NULL"),
  );
  expect(used).toHaveLength(1);
});

it(`${CALLS} requests under one key are one withdrawal and equal answers`, { timeout: 60_000 }, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: CALLS }, (_, place) => prepare(ana, "100", key, place)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const rows = await stand.here.database.asTrader(ana.trader.sub, (tx) => tx.query("SELECT FROM holdfast.withdrawals"));
    expect(rows).toHaveLength(1);
  }
});

it("one key with two bodies at once is one withdrawal, and the other body is refused", async () => {
  const ana = await stand.person({ usdc: 1_000n * USDC });
  const key = randomUUID();
  const codes = await atOnce(40, (place) => codeOf(prepare(ana, place % 3 === 0 ? "100" : "200", key, place)));
  expect(countOf(codes, "done") + countOf(codes, "idempotency_conflict")).toBe(40);
  expect(Math.min(countOf(codes, "done"), countOf(codes, "idempotency_conflict"))).toBeGreaterThan(0);
});

it("approvals of different withdrawals never send more than there is", async () => {
  const ana = await stand.person({ usdc: 100n * USDC });
  const waiting = [];
  for (let count = 0; count < 12; count += 1) waiting.push(await proven(ana, "19.5"));
  const codes = await Promise.all(waiting.map(({ id, grantId }, place) => codeOf(confirmWithdrawal(ana.trader, id, grantId, at(place)))));
  expect([countOf(codes, "done"), countOf(codes, "insufficient_funds")]).toEqual([5, 7]);
  expect(await stand.balance(ana, "available", "USDC")).toBe(0n);
});

it("approvals of different withdrawals never exceed the rolling cap together", async () => {
  const ana = await stand.person({ usdc: 10_000n * USDC });
  const waiting = [];
  for (let count = 0; count < 12; count += 1) waiting.push(await proven(ana, "400", "password_totp"));
  const codes = await Promise.all(waiting.map(({ id, grantId }, place) => codeOf(confirmWithdrawal(ana.trader, id, grantId, at(place)))));
  expect([countOf(codes, "done"), countOf(codes, "limit_exceeded")]).toEqual([3, 9]);
  expect(await stand.balance(ana, "held", "USDC")).toBe(3n * 400_500_000n);
});

it("a cancellation and a confirmation end in one state with the money where that state says", async () => {
  for (let round = 0; round < 10 * ROUNDS; round += 1) {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const { id, grantId } = await proven(ana, "100");
    const [confirmed, cancelled] = await Promise.all([
      codeOf(confirmWithdrawal(ana.trader, id, grantId, stand.here)),
      codeOf(cancelWithdrawal(ana.trader, id, stand.there)),
    ]);
    // Before it is sent a cancellation always wins: it comes before the approval, or takes it back.
    expect(cancelled).toBe("done");
    const { state, timeline } = await readWithdrawal(ana.trader, id, stand.here);
    expect([state, timeline.some((event) => event.state === "approved")]).toEqual(["cancelled", confirmed === "done"]);
    expect(["done", "conflict"]).toContain(confirmed);
    expect(await stand.balance(ana, "available", "USDC")).toBe(1_000n * USDC);
  }
});

it("a cancellation and the worker have exactly one winner", async () => {
  const winners = new Set<string>();
  for (let round = 0; round < 10 * ROUNDS; round += 1) {
    const ana = await stand.person({ usdc: 1_000n * USDC });
    const { id, grantId } = await proven(ana, "100");
    await confirmWithdrawal(ana.trader, id, grantId, stand.here);
    const submit = stand.worker.asTrader(ana.trader.sub, (tx) =>
      tx.query("UPDATE holdfast.withdrawals SET state = 'submitted' WHERE id = $1 AND state = 'approved' RETURNING id", [id]),
    );
    const [submitted, cancelled] = await Promise.all([submit, codeOf(cancelWithdrawal(ana.trader, id, stand.there))]);
    expect([submitted.length === 1, cancelled]).toEqual(submitted.length === 1 ? [true, "not_cancellable"] : [false, "done"]);
    winners.add(cancelled);
    expect(await stand.balance(ana, "held", "USDC")).toBe(cancelled === "done" ? 0n : 100_500_000n);
  }
  expect(winners.size).toBeGreaterThan(0);
});

it("left books that balance", async () => {
  expect(await stand.faults()).toEqual([]);
});
