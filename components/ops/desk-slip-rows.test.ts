import { expect, test } from "vitest";
import { deskSlipRows } from "./desk-slip-rows";

test("every field of the terms is a line, also one that has no words yet", () => {
  const terms = { version: 1, act: "passkey_remove", operator: "desk-abc123", invented: "x", nothing: null };
  const rows = deskSlipRows(terms);
  expect(rows.map(({ value }) => value)).toEqual(["1", "Remove this passkey", "desk-abc123", "x", "none"]);
  expect(rows.map(({ label }) => label)).toContain("invented");
  expect(deskSlipRows({ act: "an_act_to_come" })).toEqual([{ label: "What", value: "an_act_to_come" }]);
});
