import { expect, test } from "vitest";
import type { AddressTerms } from "@/lib/contracts/addresses";
import { addressStateText } from "./address-words";

const NOW = Date.parse("2026-11-24T10:00:00Z") / 1000;
const terms = { expiresAt: "2026-11-24T10:10:00Z" } as AddressTerms;

test.each([
  ["usable", "2026-11-23T10:00:00Z", "Usable"],
  ["cooling_off", "2026-11-25T09:58:00Z", "Usable in 23 h 58 min"],
  ["cooling_off", "2026-11-24T10:00:00Z", "Usable"],
  ["awaiting_approval", null, "Waits for your approval, 10 min left"],
  ["expired", null, "Not approved in time"],
] as const)("%s (usable at %s) reads as %j", (state, usableAt, text) => {
  expect(addressStateText({ state, usableAt, terms }, NOW)).toBe(text);
});

test("an approval that ran out while the page was open is not said to be open", () => {
  expect(addressStateText({ state: "awaiting_approval", usableAt: null, terms }, NOW + 600)).toBe("Not approved in time");
});
