import { expect, it } from "vitest";
import { driftWords } from "./drift-words";

it("says how much, which way and what to do", () => {
  expect(driftWords(40)).toBe(
    "The clock of this device is 40 seconds ahead. If your codes come from this very device, set its clock first.",
  );
  expect(driftWords(-240)).toContain("4 minutes behind");
  expect([driftWords(119), driftWords(120)].map((words) => words.split(" ").slice(6, 8).join(" "))).toEqual(["119 seconds", "2 minutes"]);
});
