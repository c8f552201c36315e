import { expect, test } from "vitest";
import { groupsOf, shortAddress } from "./full-address";
import { exactTime } from "./server-time";
import { waitText } from "./wait-text";

test.each([
  [-5, "0 s"],
  [0, "0 s"],
  [0.4, "1 s"],
  [59, "59 s"],
  [60, "1 min"],
  [250, "4 min 10 s"],
  [3_599, "59 min 59 s"],
  [3_600, "1 h"],
  [86_280, "23 h 58 min"],
  [86_400, "24 h"],
  [172_800, "2 d"],
  [180_000, "2 d 2 h"],
])("%d seconds read as %s", (seconds, text) => {
  expect(waitText(seconds)).toBe(text);
});

test("an exact time is in UTC to the second, and what is no time is shown as it is", () => {
  expect(exactTime("2026-11-04T05:06:07+01:00")).toBe("4 Nov 2026, 04:06:07 UTC");
  expect(exactTime("soon")).toBe("soon");
});

test("an address is cut into groups that join to exactly what it was", () => {
  const address = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  expect(groupsOf(address)).toHaveLength(10);
  expect(groupsOf(address).join("")).toBe(address);
  expect(groupsOf("abc")).toEqual(["abc"]);
  expect(shortAddress(address)).toBe("0x7099…79C8");
  expect(shortAddress("0x12")).toBe("0x12");
});
