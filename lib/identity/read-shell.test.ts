import { expect, test } from "vitest";

import { readAccessShell, readRefreshShell } from "./read-shell";
import { shellTokens } from "./shell-tokens";

const shells = shellTokens({
  sub: "s-1",
  username: "u-1",
  email: "a@b.test",
  originJti: "o-1",
  issuedAtSeconds: 1,
  expiresAtSeconds: 2,
  authTimeSeconds: 1,
});

test("a shell names its session", () => {
  expect(readAccessShell(shells.accessToken)).toEqual({ sub: "s-1", originJti: "o-1" });
  expect(readRefreshShell(shells.refreshToken)).toBe("o-1");
});

test.each([
  ["an ID shell", shells.idToken],
  ["a real token", `${shells.accessToken.split(".").slice(0, 2).join(".")}.c2lnbmF0dXJl`],
  ["a refresh shell", shells.refreshToken],
  ["four parts", `${shells.accessToken}.shell`],
  ["a payload that is not JSON", "e30.bm90.shell"],
  ["a payload without a session", `e30.${btoa('{"token_use":"access"}').replaceAll("=", "")}.shell`],
  ["an oversized text", `${"a".repeat(5000)}.e30.shell`],
  ["nothing", ""],
])("%s is no access shell", (_what, token) => {
  expect(readAccessShell(token)).toBeNull();
});

test.each([
  ["a real refresh token", "eyJjdHkiOiJKV1Qi.a.b.c.d"],
  ["an empty name", "shell."],
  ["a strange name", "shell.a b"],
])("%s is no refresh shell", (_what, token) => {
  expect(readRefreshShell(token)).toBeNull();
});
