import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import {
  createDeviceVerifier,
  createSecretHash,
  createSrpSession,
  signSrpSession,
  signSrpSessionWithDevice,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from "cognito-srp-helper";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshTotpCode, refusalOf, reply, textOf, tokensOf, type Answer } from "../testing/drive-pool";
import type { TestClient } from "../testing/test-seed";
import { sendTo, usePool } from "../testing/use-pool";
import { ADA, BOB, CLIENT_TOTP_SECRET, DEVICE_CLIENT, MAIN_CLIENT, SECRET_CLIENT, startClientPool } from "./client-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startClientPool);
const send = sendTo(running, cognito);

type Texts = Readonly<Record<string, string>>;
const hash = (client: TestClient, name: string): Texts =>
  client.secret === null ? {} : { SECRET_HASH: createSecretHash(name, client.id, client.secret) };

async function passPassword(client: TestClient, name: string, password: string, more: Texts = {}): Promise<Answer> {
  const session = createSrpSession(name, password, client.poolId, false);
  const start = { ClientId: client.id, AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME: name, ...hash(client, name), ...more } };
  const asked = await send("InitiateAuth", wrapInitiateAuth(session, start));
  const username = textOf(asked.ChallengeParameters?.["USER_ID_FOR_SRP"]);
  const answer = {
    ClientId: client.id,
    ChallengeName: "PASSWORD_VERIFIER",
    Session: asked.Session,
    ChallengeResponses: { USERNAME: username, ...hash(client, username), ...more },
  };
  return send("RespondToAuthChallenge", wrapAuthChallenge(signSrpSession(session, asked), answer));
}

async function proveDevice(asked: Answer, username: string, deviceKey: string, groupKey: string, password: string): Promise<Answer> {
  const session = createSrpSession(username, "", DEVICE_CLIENT.poolId, false);
  const named = { USERNAME: username, DEVICE_KEY: deviceKey };
  const start = { ClientId: DEVICE_CLIENT.id, ChallengeName: "DEVICE_SRP_AUTH", Session: asked.Session, ChallengeResponses: named };
  const { largeA } = session as unknown as { largeA: string };
  const sent = await send("RespondToAuthChallenge", { ...start, ChallengeResponses: { ...named, SRP_A: largeA } });
  const signed = signSrpSessionWithDevice(session, sent, groupKey, password);
  const answer = { ...start, ChallengeName: "DEVICE_PASSWORD_VERIFIER", Session: sent.Session };
  return send("RespondToAuthChallenge", wrapAuthChallenge(signed, answer));
}

describe("cognito-srp-helper, unmodified", { timeout: 30_000 }, () => {
  test.each([
    ["a public client", MAIN_CLIENT],
    ["a confidential client", SECRET_CLIENT],
  ])("signs in through %s with email and username, and is refused with a wrong password", async (_what, client) => {
    for (const name of [ADA.email, ADA.username]) {
      expect(tokensOf(await passPassword(client, name, ADA.password)).ExpiresIn).toBe(3600);
      expect((await refusalOf(passPassword(client, name, `${ADA.password}!`))).name).toBe("NotAuthorizedException");
    }
  });

  test("is asked for the second factor that the user has", async () => {
    const asked = await passPassword(MAIN_CLIENT, BOB.username, BOB.password);
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const code = { SOFTWARE_TOKEN_MFA_CODE: freshTotpCode(running, CLIENT_TOTP_SECRET) };
    tokensOf(await send("RespondToAuthChallenge", reply(MAIN_CLIENT, "SOFTWARE_TOKEN_MFA", asked.Session, BOB.username, code)));
  });

  test("proves a remembered device, and is refused with another device's secret", async () => {
    const asked = await passPassword(DEVICE_CLIENT, BOB.username, BOB.password);
    const code = { SOFTWARE_TOKEN_MFA_CODE: freshTotpCode(running, CLIENT_TOTP_SECRET) };
    const done = await send("RespondToAuthChallenge", reply(DEVICE_CLIENT, "SOFTWARE_TOKEN_MFA", asked.Session, BOB.username, code));
    const tokens = tokensOf(done) as ReturnType<typeof tokensOf> & { readonly NewDeviceMetadata?: Texts };
    const key = textOf(tokens.NewDeviceMetadata?.["DeviceKey"]);
    const group = textOf(tokens.NewDeviceMetadata?.["DeviceGroupKey"]);
    const { DeviceRandomPassword, DeviceSecretVerifierConfig } = createDeviceVerifier(key, group);
    await send("ConfirmDevice", { AccessToken: tokens.AccessToken, DeviceKey: key, DeviceSecretVerifierConfig });
    const other = createDeviceVerifier(key, group).DeviceRandomPassword;
    const known = { DEVICE_KEY: key };
    const first = await passPassword(DEVICE_CLIENT, BOB.username, BOB.password, known);
    expect(first.ChallengeName).toBe("DEVICE_SRP_AUTH");
    expect((await refusalOf(proveDevice(first, BOB.username, key, group, other))).name).toBe("NotAuthorizedException");
    const second = await passPassword(DEVICE_CLIENT, BOB.username, BOB.password, known);
    tokensOf(await proveDevice(second, BOB.username, key, group, DeviceRandomPassword));
  });
});
