import { describe, expect, test } from "vitest";
import type { WithdrawalTerms } from "@/lib/contracts/withdrawals";
import { destinationNote } from "./destination-note";
import { slipOf, type SlipContent } from "./slip-rows";

const TERMS: WithdrawalTerms = {
  version: 1,
  withdrawalId: "0199-aaaa",
  trader: "sub-1",
  network: "ethereum-local",
  chainId: 31337,
  asset: "USDC",
  assetContract: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
  decimals: 6,
  amount: "250000001",
  fee: "500000",
  feeAsset: "USDC",
  destination: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  memo: "rent",
  createdAt: "2026-11-24T10:00:00Z",
  expiresAt: "2026-11-24T10:15:00Z",
};
const terms = (changes: Record<string, string | number | null> = {}) => ({ ...TERMS, ...changes });
const all = ({ rows, more }: SlipContent) => [...rows, ...more];
const line = (content: SlipContent, label: string) => all(content).find((row) => row.label === label);

describe("the slip of a withdrawal", () => {
  test("amount, fee and total are exact to the last base unit", () => {
    const slip = slipOf("withdrawal", terms());
    expect(line(slip, "You send")).toMatchObject({ kind: "amount", value: "250.000001", unit: "USDC" });
    expect(line(slip, "Fee")).toMatchObject({ value: "0.5", unit: "USDC" });
    expect(line(slip, "Leaves your account")).toMatchObject({ value: "250.500001", unit: "USDC" });
  });

  test("eighteen decimals and seventy-eight digits survive, which a float would lose", () => {
    const slip = slipOf("withdrawal", terms({ decimals: 18, amount: "9".repeat(78), fee: "1" }));
    expect(line(slip, "You send")?.value).toBe(`${"9".repeat(60)}.${"9".repeat(18)}`);
  });

  test("every field of the terms is on the slip, and a change of any one changes it", () => {
    const before = JSON.stringify(slipOf("withdrawal", terms()));
    for (const [name, value] of Object.entries(TERMS)) {
      const other = typeof value === "number" ? value + 1 : `${String(value)}1`;
      expect(JSON.stringify(slipOf("withdrawal", terms({ [name]: other }))), name).not.toBe(before);
    }
  });

  test("a field that nobody has words for is shown under its own name", () => {
    expect(line(slipOf("withdrawal", terms({ slippage: "900" })), "slippage")).toMatchObject({ value: "900" });
  });

  test("a fee in another asset is neither scaled by the wrong decimals nor added up", () => {
    const slip = slipOf("withdrawal", terms({ feeAsset: "ETH" }));
    expect(line(slip, "Fee")).toMatchObject({ value: "500000 base units", unit: "ETH" });
    expect(line(slip, "Leaves your account")).toBeUndefined();
  });

  test.each(["-5", "1e9", "", "0x10", "1.5"])("the amount %j is no count of base units and is shown as it is", (amount) => {
    expect(line(slipOf("withdrawal", terms({ amount })), "You send")?.value).toBe(`${amount} base units`);
  });

  test("what is absent says so", () => {
    const slip = slipOf("withdrawal", terms({ memo: null, assetContract: null, asset: "ETH" }));
    expect(line(slip, "Memo")?.value).toBe("None");
    expect(line(slip, "Token contract")?.value).toContain("ETH is the network’s own coin");
  });
});

describe("the slips of other acts", () => {
  test("an address shows label, address and network", () => {
    const slip = slipOf("address", {
      ...{ version: 1, act: "address", addressId: "a-1", trader: "sub-1", network: "ethereum-local", chainId: 31337 },
      ...{ address: TERMS.destination, label: "Cold wallet", createdAt: TERMS.createdAt, expiresAt: TERMS.expiresAt },
    });
    expect(line(slip, "Label")?.value).toBe("Cold wallet");
    expect(line(slip, "Address")).toMatchObject({ kind: "address", value: TERMS.destination });
    expect(line(slip, "Network")?.value).toContain("31337");
  });

  test("removing a passkey names the passkey; adding one names the device it is asked from", () => {
    const common = { version: 1, trader: "sub-1", session: "s-1", device: "Chrome on Linux", network: "203.0.113.0/24" };
    expect(line(slipOf("passkey_remove", { ...common, act: "passkey_remove", subject: "cred-9" }), "Passkey")?.value).toBe("cred-9");
    expect(line(slipOf("passkey_add", { ...common, act: "passkey_add", subject: "self" }), "From")?.value).toBe("Chrome on Linux");
    expect(line(slipOf("totp_change", { ...common, act: "totp_change", subject: "someone" }), "Concerns")?.value).toBe("someone");
  });
});

test("removing the authenticator reads otherwise than replacing it", () => {
  const common = { version: 1, act: "totp_change", trader: "sub-1", session: "s-1", device: "Chrome on Linux", network: "203.0.113.0/24" };
  const [removal, replacement] = ["removal", "self"].map((subject) => slipOf("totp_change", { ...common, subject }));
  expect(removal?.title).toBe("Remove the authenticator");
  expect(replacement?.title).toBe("Replace the authenticator");
});

describe("who a destination is", () => {
  const own = { address: TERMS.destination, label: "Cold wallet", looksLike: null, state: "usable" } as const;

  test("a listed address is called by its label, in whatever case it is spelt", () => {
    expect(destinationNote(TERMS.destination.toLowerCase(), [own])).toEqual({ label: "Cold wallet", warning: null });
  });

  test("an address that is not on the list is called just that", () => {
    const other = `${TERMS.destination.slice(0, 20)}${"0".repeat(18)}${TERMS.destination.slice(-4)}`;
    expect(destinationNote(other, [own])).toMatchObject({ label: null, warning: expect.stringContaining("not on your list") as string });
  });

  test("a look-alike keeps its label and is warned of", () => {
    expect(destinationNote(TERMS.destination, [{ ...own, looksLike: "Savings" }])).toMatchObject({
      label: "Cold wallet",
      warning: expect.stringContaining("“Savings”") as string,
    });
  });
});
