import { describe, expect, it } from "vitest";
import type { OrderDto, OrderState } from "@/lib/contracts/orders";
import { ORDER_STATE_NAMES, orderEndingOf, orderWaitingFor, percentText } from "./order-words";

const told = (state: OrderState, changes: Partial<OrderDto> = {}) => ({
  ...{ state, failure: null, payAmount: "100", receivedAmount: null, timeline: [] },
  terms: { payAsset: "USDC", receiveAsset: "ETH" } as OrderDto["terms"],
  ...changes,
});
const approved = [{ at: "2026-11-28T20:00:00Z", state: "approved" as const }];

describe("an order in words", () => {
  it("says of each end what became of the money, and of no other state that it has ended", () => {
    expect(orderEndingOf(told("settled", { receivedAmount: "0.03" }))?.text).toBe("You paid 100 USDC and received 0.03 ETH.");
    expect(orderEndingOf(told("failed", { failure: "reverted" }))?.text).toMatch(
      /your minimum\. The 100 USDC that were held are available/,
    );
    expect(orderEndingOf(told("failed", { failure: "price_moved" }))?.text).toMatch(/nothing was sent\. The 100 USDC/);
    expect(orderEndingOf(told("cancelled"))?.text).toBe("Nothing moved.");
    expect(orderEndingOf(told("cancelled", { timeline: approved }))?.text).toMatch(/available to you again/);
    expect(orderEndingOf(told("expired"))?.text).toBe("Nobody approved these terms in time. Nothing moved.");
    expect(orderEndingOf(told("expired", { timeline: approved }))?.text).toMatch(/available to you again/);
    for (const state of ["awaiting_approval", "approved", "submitted"] as const) expect(orderEndingOf(told(state))).toBeNull();
  });

  it("says what it waits for only while it waits", () => {
    const wait = (state: OrderState, changes: Partial<OrderDto> = {}) =>
      orderWaitingFor({ state, waits: null, confirmations: null, ...changes });
    expect(wait("approved", { waits: "frozen" })).toMatch(/frozen/);
    expect(wait("submitted", { confirmations: { seen: 1, needed: 3 } })).toMatch(/in a block/);
    for (const state of Object.keys(ORDER_STATE_NAMES) as OrderState[]) {
      expect(wait(state) === null).toBe(!["approved", "submitted"].includes(state));
    }
  });

  it("writes hundredths of a per cent as a per cent", () => {
    expect([percentText(50), percentText(1), percentText(907)]).toEqual(["0.5 %", "0.01 %", "9.07 %"]);
  });
});
