import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, expect, test } from "vitest";
import type { RunningTestPool } from "../server/start-test-pool";
import { freshTotpCode, refusalOf, reply, sdkSend, tokensOf, type Answer, type Send, type Tokens } from "../testing/drive-pool";
import { TOTP_SECRET } from "../testing/test-seed";
import { ALICE, APP, BOB, signInByPassword, startTokenPool } from "../testing/token-pool";
import { decodeJwt } from "../tokens/jwt";

const LOA1 = "urn:cognito:loa:1";
const LOA2 = "urn:cognito:loa:2";
const LOA3 = "urn:cognito:loa:3";
const LOA4 = "urn:cognito:loa:4";

let running: RunningTestPool;
let send: Send;
afterEach(() => running.close());

async function open(pool: object = { nativeStepUp: true }): Promise<void> {
  running = await startTokenPool({ pool: { softwareTokenMfa: true, ...pool }, alice: { totpSecret: TOTP_SECRET } });
  send = sdkSend(cognito, running.url);
}

function start(more: Readonly<Record<string, string>>, user = ALICE): Promise<Answer> {
  return send("InitiateAuth", { ClientId: APP.id, AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: user.username, ...more } });
}

const byPassword = (user = ALICE) => ({ PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: user.password });

async function answerCode(asked: Answer): Promise<Tokens> {
  expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  const code = { SOFTWARE_TOKEN_MFA_CODE: freshTotpCode(running, TOTP_SECRET) };
  return tokensOf(await send("RespondToAuthChallenge", reply(APP, "SOFTWARE_TOKEN_MFA", asked.Session, ALICE.username, code)));
}

const levelOf = (token: string) => {
  const claims = decodeJwt(token) ?? {};
  return [claims["acr"], claims["amr"]];
};
const FULL = [LOA4, ["pwd", "otp", "mfa"]];

test("off, the parameters are ignored and no token tells a level", async () => {
  await open({});
  const tokens = tokensOf(await start({ ...byPassword(), TARGET_ACR_VALUES: LOA4 }));
  for (const token of [tokens.AccessToken, tokens.IdToken]) expect(levelOf(token)).toEqual([undefined, undefined]);
});

test("on, a sign-in without a target is as before", async () => {
  await open();
  expect(levelOf(tokensOf(await start(byPassword())).AccessToken)).toEqual([undefined, undefined]);
});

test("a target from scratch asks for both factors, and a refresh keeps level and auth_time", async () => {
  await open();
  const tokens = await answerCode(await start({ ...byPassword(), TARGET_ACR_VALUES: LOA4 }));
  for (const token of [tokens.AccessToken, tokens.IdToken]) expect(levelOf(token)).toEqual(FULL);
  running.pool.advanceClock(100);
  const refreshed = tokensOf(await send("GetTokensFromRefreshToken", { ClientId: APP.id, RefreshToken: tokens.RefreshToken }));
  expect(levelOf(refreshed.AccessToken)).toEqual(FULL);
  expect(decodeJwt(refreshed.AccessToken)?.["auth_time"]).toBe(decodeJwt(tokens.AccessToken)?.["auth_time"]);
});

test("a token of a lower level leaves only the missing factor to ask, and the new tokens have a fresh auth_time", async () => {
  await open();
  const { AccessToken } = tokensOf(await start({ ...byPassword(), TARGET_ACR_VALUES: LOA1 }));
  expect(levelOf(AccessToken)).toEqual([LOA1, ["pwd"]]);
  running.pool.advanceClock(120);
  const stepped = await answerCode(await start({ ACCESS_TOKEN: AccessToken, TARGET_ACR_VALUES: `${LOA4} ${LOA1}` }));
  expect(levelOf(stepped.AccessToken)).toEqual(FULL);
  expect(Number(decodeJwt(stepped.AccessToken)?.["auth_time"])).toBeGreaterThan(Number(decodeJwt(AccessToken)?.["auth_time"]));
});

test("a token older than MAX_AGE gives no credit, and neither does one without a level", async () => {
  await open();
  const { AccessToken } = tokensOf(await start({ ...byPassword(), TARGET_ACR_VALUES: LOA1 }));
  running.pool.advanceClock(61);
  const stale = await start({ ACCESS_TOKEN: AccessToken, TARGET_ACR_VALUES: LOA4, MAX_AGE: "60" });
  expect(stale).toMatchObject({ ChallengeName: "SELECT_CHALLENGE", AvailableChallenges: ["PASSWORD_SRP", "PASSWORD"] });
  const plain = await signInByPassword(send);
  expect((await start({ ACCESS_TOKEN: plain.AccessToken, TARGET_ACR_VALUES: LOA4 })).ChallengeName).toBe("SELECT_CHALLENGE");
});

test("refused are levels already met, unknown ones, ones without factors, somebody else's token, and a token without a target", async () => {
  await open();
  const full = await answerCode(await start({ ...byPassword(), TARGET_ACR_VALUES: LOA4 }));
  const bob = tokensOf(await start({ ...byPassword(BOB), TARGET_ACR_VALUES: LOA1 }, BOB));
  const refused = async (more: Readonly<Record<string, string>>, user = ALICE) => (await refusalOf(start(more, user))).name;
  expect(await refused({ ACCESS_TOKEN: full.AccessToken, TARGET_ACR_VALUES: LOA1 })).toBe("InvalidParameterException");
  expect(await refused({ TARGET_ACR_VALUES: "urn:cognito:loa:9" })).toBe("InvalidParameterException");
  expect(await refused({ TARGET_ACR_VALUES: LOA4 }, BOB)).toBe("InvalidParameterException");
  expect(await refused({ ACCESS_TOKEN: full.AccessToken })).toBe("InvalidParameterException");
  expect(await refused({ ACCESS_TOKEN: full.AccessToken, TARGET_ACR_VALUES: LOA4, MAX_AGE: "soon" })).toBe("InvalidParameterException");
  expect(await refused({ ACCESS_TOKEN: bob.AccessToken, TARGET_ACR_VALUES: LOA4 })).toBe("NotAuthorizedException");
  const wrong = { ...byPassword(), PASSWORD: "wrong password" };
  expect(await refused({ ...wrong, TARGET_ACR_VALUES: LOA1 })).toBe("NotAuthorizedException");
});

test("a mailed code alone is no way up for a user with an active second factor, one after a password is", async () => {
  await open({ nativeStepUp: true, firstFactors: ["PASSWORD", "EMAIL_OTP"], mfaConfiguration: "OPTIONAL" });
  for (const more of [{}, { PREFERRED_CHALLENGE: "EMAIL_OTP" }, byPassword()]) {
    expect((await refusalOf(start({ ...more, TARGET_ACR_VALUES: LOA2 }))).name).toBe("NotAuthorizedException");
  }
  expect((await start({ ...byPassword(), TARGET_ACR_VALUES: LOA3 })).ChallengeName).toBe("EMAIL_OTP");
  expect(await start({ TARGET_ACR_VALUES: LOA2 }, BOB)).toMatchObject({
    ChallengeName: "SELECT_CHALLENGE",
    AvailableChallenges: ["EMAIL_OTP"],
  });
});

test("a pool of the LITE tier does not have the feature", async () => {
  await open({ nativeStepUp: true, tier: "LITE" });
  expect((await refusalOf(start({ TARGET_ACR_VALUES: LOA4 }))).name).toBe("FeatureUnavailableInTierException");
  expect((await start({})).ChallengeName).toBe("SELECT_CHALLENGE");
});
