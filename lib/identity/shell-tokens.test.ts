import { decodeJWT } from "aws-amplify/auth";
import { expect, test } from "vitest";

import { shellTokens } from "./shell-tokens";

const claims = {
  sub: "9f0c",
  username: "u-1",
  email: "zoë@holdfast.test",
  originJti: "o-1",
  issuedAtSeconds: 1000,
  expiresAtSeconds: 1300,
  authTimeSeconds: 990,
};

test("Amplify reads from the shells every claim that it needs", () => {
  const { accessToken, idToken, refreshToken } = shellTokens(claims);
  expect(decodeJWT(accessToken).payload).toEqual({
    sub: "9f0c",
    origin_jti: "o-1",
    auth_time: 990,
    iat: 1000,
    exp: 1300,
    token_use: "access",
    username: "u-1",
  });
  expect(decodeJWT(idToken).payload).toMatchObject({
    sub: "9f0c",
    "cognito:username": "u-1",
    email: "zoë@holdfast.test",
    token_use: "id",
    exp: 1300,
  });
  expect(refreshToken).toBe("shell.o-1");
});

test("a shell says that it is one, and carries no signature", () => {
  const [header, , signature] = shellTokens(claims).accessToken.split(".");
  expect(JSON.parse(atob(header ?? ""))).toEqual({ alg: "none", typ: "shell" });
  expect(signature).toBe("shell");
});
