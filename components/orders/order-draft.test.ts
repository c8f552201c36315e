import { describe, expect, it } from "vitest";
import type { TradableDto } from "@/lib/contracts/orders";
import { draftOf, isFilled, isTooMuch, remainsOf, requestOf, slippageBpsOf } from "./order-draft";

const asset = (name: string, decimals: number, available: string, network = "ethereum-local"): TradableDto => ({
  ...{ asset: name, network, networkLabel: network, decimals, available },
  caps: { passkey: "1", password_totp: "1" },
});
const usdc = asset("USDC", 6, "500");
const eth = asset("ETH", 18, "2");
const NONE = { network: "", pay: "", receive: "", amount: "", signal: "" };

describe("the form of an order", () => {
  it("is filled from a link as far as the link names something that exists", () => {
    const link = { network: "ethereum-local", pay: "USDC", receive: "ETH", amount: "12.5", signal: "e1" };
    expect(draftOf(link, [usdc, eth])).toEqual({ payKey: "USDC", receiveKey: "ETH", amount: "12.5", slippage: "0.5" });
    expect(draftOf({ ...link, pay: "DOGE", network: "nowhere" }, [usdc, eth])).toMatchObject({ payKey: "", receiveKey: "" });
    expect([isFilled(link), isFilled(NONE)]).toEqual([true, false]);
    const twice = [usdc, asset("USDC", 6, "1", "base-local"), eth];
    expect(draftOf({ ...link, network: "base-local", receive: "" }, twice).payKey).toBe("USDC@base-local");
  });

  it.each([
    ["0.5", 50],
    ["0.01", 1],
    ["5", 500],
    ["5.01", null],
    ["0", null],
    ["0.005", null],
    ["half", null],
  ])("reads a slippage of %s as %s", (text, bps) => {
    expect(slippageBpsOf(text)).toBe(bps);
  });

  it("says what remains, and when it is too much", () => {
    expect([isTooMuch(usdc, "500"), isTooMuch(usdc, "500.000001"), isTooMuch(usdc, "x")]).toEqual([false, true, false]);
    expect([remainsOf(usdc, "100.5"), remainsOf(usdc, "501"), remainsOf(usdc, "")]).toEqual(["399.5", null, null]);
  });

  it("asks for no quote before it is a whole order", () => {
    const draft = { payKey: "USDC", receiveKey: "ETH", amount: " 10 ", slippage: "0.5" };
    expect(requestOf(draft, usdc, eth)).toEqual({
      ...{ network: "ethereum-local", payAsset: "USDC", receiveAsset: "ETH", payAmount: "10", slippageBps: 50 },
    });
    expect(requestOf(draft, usdc, usdc)).toBeNull();
    expect(requestOf(draft, usdc, asset("ETH", 18, "1", "base-local"))).toBeNull();
    expect(requestOf({ ...draft, amount: "0" }, usdc, eth)).toBeNull();
    expect(requestOf({ ...draft, amount: "1.0000001" }, usdc, eth)).toBeNull();
    expect(requestOf({ ...draft, slippage: "9" }, usdc, eth)).toBeNull();
    expect(requestOf(draft, usdc, undefined)).toBeNull();
  });
});
