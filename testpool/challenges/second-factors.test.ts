import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContractStand } from "../contract/contract-case";
import {
  answerPasskey,
  appCode,
  askPasskey,
  enrolApp,
  enrolPasskey,
  groundFor,
  initiate,
  inviteUser,
  respond,
  tokensFor,
  type Ground,
} from "../contract/flow-steps";
import type { RunningTestPool } from "../server/start-test-pool";
import { startContractPool } from "../testing/contract-pool";
import { refusalOf, tokensOf, type Answer } from "../testing/drive-pool";

let running: RunningTestPool;
let stand: ContractStand;

beforeAll(async () => {
  ({ running, stand } = await startContractPool(cognito));
}, 30_000);
afterAll(() => running.close());

type Texts = Readonly<Record<string, string>>;
const byPassword = ({ client, user }: Ground) =>
  initiate(stand, client, "USER_PASSWORD_AUTH", { USERNAME: user.username, PASSWORD: user.password });
const answer = ({ client, user }: Ground, asked: Answer, responses: Texts) => respond(stand, client, asked, user.username, responses);
const prefer = (AccessToken: string, settings: object) => stand.send("SetUserMFAPreference", { AccessToken, ...settings });
const EMAIL = { EmailMfaSettings: { Enabled: true, PreferredMfa: true } };

describe("a code by email as the second factor", () => {
  test("is asked for once it is preferred, and shares its lock with an app's codes", async () => {
    const ground = await groundFor(stand, "both");
    await prefer((await tokensFor(stand, ground)).AccessToken, EMAIL);
    const asked = await byPassword(ground);
    expect(asked.ChallengeName).toBe("EMAIL_OTP");
    const right = stand.local.codeFor(ground.user.email);
    const wrong = right === "00000000" ? "11111111" : "00000000";
    const refusals = await Promise.all(Array.from({ length: 200 }, () => refusalOf(answer(ground, asked, { EMAIL_OTP_CODE: wrong }))));
    expect(refusals.filter(({ name }) => name === "CodeMismatchException")).toHaveLength(5);
    expect(refusals.filter(({ message }) => message === "Password attempts exceeded")).toHaveLength(195);
    stand.local.advance(1);
    tokensOf(await answer(ground, asked, { EMAIL_OTP_CODE: right }));
  }, 30_000);

  test("is a choice beside an app when neither is preferred", async () => {
    const ground = await groundFor(stand, "both");
    const { AccessToken } = await tokensFor(stand, ground);
    const secret = await enrolApp(stand, AccessToken);
    await prefer(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true }, EmailMfaSettings: { Enabled: true } });
    const asked = await byPassword(ground);
    expect(asked.ChallengeParameters?.["MFAS_CAN_CHOOSE"]).toBe('["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]');
    expect((await refusalOf(answer(ground, asked, { ANSWER: "SMS_MFA" }))).name).toBe("InvalidParameterException");
    const byMail = await answer(ground, asked, { ANSWER: "EMAIL_MFA" });
    tokensOf(await answer(ground, byMail, { EMAIL_OTP_CODE: stand.local.codeFor(ground.user.email) }));
    const byApp = await answer(ground, await byPassword(ground), { ANSWER: "SOFTWARE_TOKEN_MFA" });
    tokensOf(await answer(ground, byApp, { SOFTWARE_TOKEN_MFA_CODE: appCode(stand, secret) }));
  });

  test("cannot be preferred together with an app, nor where the pool has none, nor without a proven mailbox", async () => {
    const ground = await groundFor(stand, "both");
    const { AccessToken } = await tokensFor(stand, ground);
    await enrolApp(stand, AccessToken);
    const two = prefer(AccessToken, { ...EMAIL, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect((await refusalOf(two)).message).toBe("Only one MFA method can be preferred.");
    await prefer(AccessToken, EMAIL);
    const plain = await tokensFor(stand, await groundFor(stand, "app"));
    expect((await refusalOf(prefer(plain.AccessToken, EMAIL))).message).toBe("User pool does not have this MFA method.");
    const bare = { ...ground, user: await inviteUser(stand, ground.poolId, { isPermanent: true }) };
    expect((await refusalOf(prefer((await tokensFor(stand, bare)).AccessToken, EMAIL))).message).toBe(
      "User does not have a verified email.",
    );
  });
});

describe("MFA_SETUP", () => {
  const bareUser = async (): Promise<Ground> => {
    const ground = await groundFor(stand, "required");
    return { ...ground, user: await inviteUser(stand, ground.poolId, { isPermanent: true }) };
  };

  test("names the pool's methods, and makes a mailbox a factor when its code comes back", async () => {
    const ground = await bareUser();
    const asked = await byPassword(ground);
    expect(asked.ChallengeParameters?.["MFAS_CAN_SETUP"]).toBe('["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]');
    expect((await refusalOf(answer(ground, asked, { EMAIL: "no address" }))).name).toBe("InvalidParameterException");
    const sent = await answer(ground, asked, { EMAIL: "fresh@example.com" });
    expect((await refusalOf(answer(ground, sent, { EMAIL_OTP_CODE: "wrong" }))).name).toBe("CodeMismatchException");
    tokensOf(await answer(ground, sent, { EMAIL_OTP_CODE: stand.local.codeFor("fresh@example.com") }));
    expect((await byPassword(ground)).ChallengeName).toBe("EMAIL_OTP");
  });

  test("is not asked of a user whose mailbox is proven already", async () => {
    const ground = await groundFor(stand, "required");
    const asked = await byPassword(ground);
    expect(asked.ChallengeName).toBe("EMAIL_OTP");
    tokensOf(await answer(ground, asked, { EMAIL_OTP_CODE: stand.local.codeFor(ground.user.email) }));
  });
});

test("a passkey is enough by itself where MFA is off, and needs a code of the app where the pool does not count it as two factors", async () => {
  const ground = await groundFor(stand, "passkeys");
  const { AccessToken } = await tokensFor(stand, ground);
  const passkey = await enrolPasskey(stand, AccessToken);
  tokensOf(await answerPasskey(stand, ground, await askPasskey(stand, ground), passkey));
  const mfa = { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } };
  await stand.send("SetUserPoolMfaConfig", { UserPoolId: ground.poolId, ...mfa });
  const secret = await enrolApp(stand, AccessToken);
  const prefersPasskeys = { WebAuthnMfaSettings: { Enabled: true } };
  expect((await refusalOf(prefer(AccessToken, prefersPasskeys))).message).toBe("WebAuthn MFA is not enabled for this user pool.");
  const asked = await answerPasskey(stand, ground, await askPasskey(stand, ground), passkey);
  expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  tokensOf(await answer(ground, asked, { SOFTWARE_TOKEN_MFA_CODE: appCode(stand, secret) }));
  const WebAuthnConfiguration = {
    RelyingPartyId: "localhost",
    UserVerification: "required",
    FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
  };
  await stand.send("SetUserPoolMfaConfig", { UserPoolId: ground.poolId, ...mfa, WebAuthnConfiguration });
  await prefer(AccessToken, prefersPasskeys);
  tokensOf(await answerPasskey(stand, ground, await askPasskey(stand, ground), passkey));
});
