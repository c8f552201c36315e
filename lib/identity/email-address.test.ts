import { expect, test } from "vitest";

import { maskEmail, normaliseEmail } from "./email-address";

test.each([
  ["trader@holdfast.test", "trader@holdfast.test"],
  ["  Trader@Holdfast.TEST ", "trader@holdfast.test"],
  ["a+b.c@x.co", "a+b.c@x.co"],
])("%j is the account %j", (typed, email) => {
  expect(normaliseEmail(typed)).toEqual({ ok: true, value: email });
});

test.each([
  ["no at sign", "trader"],
  ["a random username", "1b4e28ba-2fa1-11d2-883f-0016d3cca427"],
  ["two at signs", "a@b@c.test"],
  ["a domain without a dot", "a@localhost"],
  ["a control character", "tra\u0000der@holdfast.test"],
  ["a line break inside", "a@b.test\nBcc:x"],
  ["a letter that only looks alike", "tr\u0430der@holdfast.test"],
  ["the Kelvin sign, which folds to a k", "\u212Aate@holdfast.test"],
  ["a dotless i", "tr\u0131der@holdfast.test"],
  ["nothing", ""],
  ["more than 254 characters", `${"a".repeat(250)}@b.test`],
])("%s is no account name", (_why, typed) => {
  expect(normaliseEmail(typed)).toEqual({ ok: false, refusal: "not_an_email" });
});

test("a mask shows one letter of each part", () => {
  expect(maskEmail("trader@holdfast.test")).toBe("t***@h***");
});
