import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  freshTotpCode,
  passPassword,
  refusalOf,
  reply,
  signInWithTotp,
  startSeededPool,
  textOf,
  tokensOf,
  totpCode,
  type Answer,
} from "../testing/drive-pool";
import { NEWCOMER, OPERATOR, PUBLIC, STAFF, TOTP_SECRET, TRADER } from "../testing/test-seed";
import { sendTo, usePool } from "../testing/use-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startSeededPool);
const send = sendTo(running, cognito);

const askTrader = () => passPassword(send, PUBLIC, TRADER.email, TRADER.password);
const askNewcomer = () => passPassword(send, PUBLIC, NEWCOMER.email, NEWCOMER.password);

function answerCode(asked: Answer, code: string, username = TRADER.username) {
  return send("RespondToAuthChallenge", reply(PUBLIC, "SOFTWARE_TOKEN_MFA", asked.Session, username, { SOFTWARE_TOKEN_MFA_CODE: code }));
}

function wrongCode(): string {
  const right = [-1, 0, 1].map((steps) => totpCode(running, TOTP_SECRET, steps));
  return ["111111", "222222", "333333", "444444"].find((code) => !right.includes(code)) ?? "";
}

describe("the second factor", () => {
  test("is asked for after the password, and the right code ends the sign-in", async () => {
    const asked = await askTrader();
    expect(asked.ChallengeParameters).toMatchObject({ USER_ID_FOR_SRP: TRADER.username });
    expect(tokensOf(await answerCode(asked, totpCode(running, TOTP_SECRET))).ExpiresIn).toBe(300);
  });

  test("accepts the codes of one step either side and refuses those beyond", async () => {
    for (const steps of [-2, 2, 20]) {
      expect((await refusalOf(answerCode(await askTrader(), totpCode(running, TOTP_SECRET, steps)))).name).toBe("CodeMismatchException");
    }
    for (const steps of [-1, 0, 1]) tokensOf(await answerCode(await askTrader(), totpCode(running, TOTP_SECRET, steps)));
  });

  test("refuses a wrong code and lets the same Session try again", async () => {
    const asked = await askTrader();
    expect(await refusalOf(answerCode(asked, wrongCode()))).toEqual({
      name: "CodeMismatchException",
      message: "Invalid code received for user",
    });
    tokensOf(await answerCode(asked, totpCode(running, TOTP_SECRET)));
  });

  test("refuses a code that was used, and an older one, until the next step", async () => {
    const code = totpCode(running, TOTP_SECRET);
    tokensOf(await answerCode(await askTrader(), code));
    const asked = await askTrader();
    const used = { name: "ExpiredCodeException", message: "Your software token has already been used once." };
    expect(await refusalOf(answerCode(asked, code))).toEqual(used);
    expect(await refusalOf(answerCode(asked, totpCode(running, TOTP_SECRET, -1)))).toEqual(used);
    tokensOf(await answerCode(asked, freshTotpCode(running, TOTP_SECRET)));
  });

  test("lets one of two sign-ins use a code", async () => {
    const [first, second] = await Promise.all([askTrader(), askTrader()]);
    const code = totpCode(running, TOTP_SECRET);
    const outcomes = await Promise.allSettled([answerCode(first, code), answerCode(second, code)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is locked by five wrong codes, and a right password does not open it", async () => {
    const asked = await askTrader();
    for (let count = 0; count < 5; count += 1) expect((await refusalOf(answerCode(asked, wrongCode()))).name).toBe("CodeMismatchException");
    const locked = { name: "NotAuthorizedException", message: "Password attempts exceeded" };
    expect(await refusalOf(answerCode(asked, totpCode(running, TOTP_SECRET)))).toEqual(locked);
    const again = await askTrader();
    expect(await refusalOf(answerCode(again, totpCode(running, TOTP_SECRET)))).toEqual(locked);
    running.pool.advanceClock(1);
    tokensOf(await answerCode(again, totpCode(running, TOTP_SECRET)));
  });

  test("gives two hundred parallel guesses on one Session five tries", async () => {
    const asked = await askTrader();
    const code = wrongCode();
    const refusals = await Promise.all(Array.from({ length: 200 }, () => refusalOf(answerCode(asked, code))));
    expect(refusals.filter(({ name }) => name === "CodeMismatchException")).toHaveLength(5);
    expect(refusals.filter(({ message }) => message === "Password attempts exceeded")).toHaveLength(195);
  }, 30_000);

  test("cannot be reached without the password, nor with another user's Session", async () => {
    const invented = { ...(await askTrader()), Session: "a".repeat(1548) };
    expect((await refusalOf(answerCode(invented, totpCode(running, TOTP_SECRET)))).message).toBe("Invalid session for the user.");
    const asked = await askTrader();
    const foreign = answerCode(asked, totpCode(running, TOTP_SECRET), NEWCOMER.username);
    expect((await refusalOf(foreign)).message).toBe("Invalid session for the user.");
    tokensOf(await answerCode(asked, totpCode(running, TOTP_SECRET)));
  });

  test("uses its Session up when it ends the sign-in", async () => {
    const asked = await askTrader();
    tokensOf(await answerCode(asked, totpCode(running, TOTP_SECRET)));
    const again = await refusalOf(answerCode(asked, freshTotpCode(running, TOTP_SECRET)));
    expect(again.message).toBe("Invalid session for the user, session can only be used once.");
  });
});

describe("enrolment during sign-in", () => {
  const associate = (session: string | undefined) => send("AssociateSoftwareToken", { Session: textOf(session) });
  const verify = (session: string | undefined, code: string) => send("VerifySoftwareToken", { Session: textOf(session), UserCode: code });
  const finish = (session: string | undefined) => send("RespondToAuthChallenge", reply(PUBLIC, "MFA_SETUP", session, NEWCOMER.username));
  const secretOf = (answer: Answer) => String(answer["SecretCode"]);

  test("goes through secret, code and answer, and the app is enabled and preferred afterwards", async () => {
    const asked = await askNewcomer();
    expect(asked.ChallengeName).toBe("MFA_SETUP");
    expect(asked.ChallengeParameters?.["MFAS_CAN_SETUP"]).toBe('["SOFTWARE_TOKEN_MFA"]');
    const associated = await associate(asked.Session);
    const verified = await verify(associated.Session, totpCode(running, secretOf(associated)));
    expect(verified["Status"]).toBe("SUCCESS");
    const { AccessToken } = tokensOf(await finish(verified.Session));
    const user = await send("GetUser", { AccessToken });
    expect(user).toMatchObject({ UserMFASettingList: ["SOFTWARE_TOKEN_MFA"], PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" });
    expect((await askNewcomer()).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("gives no tokens before a code was proven", async () => {
    const asked = await askNewcomer();
    expect((await refusalOf(finish(asked.Session))).message).toBe("Invalid session for the user.");
    const associated = await associate(asked.Session);
    expect((await refusalOf(finish(associated.Session))).message).toBe("Invalid session for the user.");
    const verified = await verify(associated.Session, totpCode(running, secretOf(associated)));
    tokensOf(await finish(verified.Session));
  });

  test("refuses a wrong code and lets the same Session try again", async () => {
    const associated = await associate((await askNewcomer()).Session);
    const wrong = await refusalOf(verify(associated.Session, totpCode(running, TOTP_SECRET)));
    expect(wrong).toEqual({ name: "EnableSoftwareTokenMFAException", message: "Code mismatch" });
    await verify(associated.Session, totpCode(running, secretOf(associated)));
  });

  test("counts wrong codes towards the lock", async () => {
    const associated = await associate((await askNewcomer()).Session);
    for (let count = 0; count < 5; count += 1) await refusalOf(verify(associated.Session, totpCode(running, TOTP_SECRET)));
    const right = totpCode(running, secretOf(associated));
    expect((await refusalOf(verify(associated.Session, right))).message).toBe("Password attempts exceeded");
    running.pool.advanceClock(1);
    await verify(associated.Session, right);
  });

  test("uses each Session once", async () => {
    const asked = await askNewcomer();
    const associated = await associate(asked.Session);
    const once = "Invalid session for the user, session can only be used once.";
    expect((await refusalOf(associate(asked.Session))).message).toBe(once);
    const code = totpCode(running, secretOf(associated));
    const verified = await verify(associated.Session, code);
    expect((await refusalOf(verify(associated.Session, code))).message).toBe(once);
    tokensOf(await finish(verified.Session));
    expect((await refusalOf(finish(verified.Session))).message).toBe(once);
  });

  test("uses the code up: it does not sign in as well", async () => {
    const associated = await associate((await askNewcomer()).Session);
    const code = totpCode(running, secretOf(associated));
    await verify(associated.Session, code);
    const asked = await askNewcomer();
    const again = await refusalOf(answerCode(asked, code, NEWCOMER.username));
    expect(again.message).toBe("Your software token has already been used once.");
    tokensOf(await answerCode(asked, freshTotpCode(running, secretOf(associated)), NEWCOMER.username));
  });

  test("cannot replace an app that was proven meanwhile", async () => {
    const [mine, thiefs] = [await askNewcomer(), await askNewcomer()];
    const associated = await associate(mine.Session);
    await verify(associated.Session, totpCode(running, secretOf(associated)));
    expect((await refusalOf(associate(thiefs.Session))).message).toBe("Invalid session for the user.");
  });

  test("cannot start from a Session of another challenge", async () => {
    const asked = await askTrader();
    expect((await refusalOf(associate(asked.Session))).message).toBe("Invalid session for the user.");
    expect((await refusalOf(verify(asked.Session, "123456"))).message).toBe("Invalid session for the user.");
  });
});

describe("enrolment of a signed-in user", () => {
  async function operatorToken(): Promise<string> {
    return tokensOf(await passPassword(send, STAFF, OPERATOR.email, OPERATOR.password)).AccessToken;
  }

  test("needs a code, and then a preference", async () => {
    const AccessToken = await operatorToken();
    const { SecretCode } = await send("AssociateSoftwareToken", { AccessToken });
    const prefer = () => send("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect((await refusalOf(prefer())).message).toBe("User has not verified software token mfa");
    const wrong = send("VerifySoftwareToken", { AccessToken, UserCode: totpCode(running, TOTP_SECRET) });
    expect((await refusalOf(wrong)).name).toBe("EnableSoftwareTokenMFAException");
    const secret = String(SecretCode);
    const verified = await send("VerifySoftwareToken", { AccessToken, UserCode: totpCode(running, secret), FriendlyDeviceName: "phone" });
    expect(verified).toMatchObject({ Status: "SUCCESS" });
    tokensOf(await passPassword(send, STAFF, OPERATOR.email, OPERATOR.password));
    await prefer();
    const asked = await passPassword(send, STAFF, OPERATOR.email, OPERATOR.password);
    expect(asked.ChallengeParameters?.["FRIENDLY_DEVICE_NAME"]).toBe("phone");
  });

  test("leaves the old app valid until the new one is proven", async () => {
    const { AccessToken } = await signInWithTotp(running, send, PUBLIC, TRADER, TOTP_SECRET);
    const secret = String((await send("AssociateSoftwareToken", { AccessToken }))["SecretCode"]);
    tokensOf(await answerCode(await askTrader(), freshTotpCode(running, TOTP_SECRET)));
    await send("VerifySoftwareToken", { AccessToken, UserCode: totpCode(running, secret) });
    const asked = await askTrader();
    expect((await refusalOf(answerCode(asked, freshTotpCode(running, TOTP_SECRET)))).name).toBe("CodeMismatchException");
    tokensOf(await answerCode(asked, totpCode(running, secret)));
  });

  test("needs a token or a Session, and not both", async () => {
    const AccessToken = await operatorToken();
    expect((await refusalOf(send("AssociateSoftwareToken", {}))).name).toBe("InvalidParameterException");
    expect((await refusalOf(send("AssociateSoftwareToken", { AccessToken, Session: "x".repeat(20) }))).name).toBe(
      "InvalidParameterException",
    );
    await send("AssociateSoftwareToken", { AccessToken });
  });

  test("needs a secret before a code", async () => {
    const AccessToken = await operatorToken();
    const early = await refusalOf(send("VerifySoftwareToken", { AccessToken, UserCode: "123456" }));
    expect(early.name).toBe("SoftwareTokenMFANotFoundException");
  });

  test("has no SMS or email method to prefer", async () => {
    const AccessToken = await operatorToken();
    for (const name of ["SMSMfaSettings", "EmailMfaSettings"]) {
      expect((await refusalOf(send("SetUserMFAPreference", { AccessToken, [name]: { Enabled: true } }))).name).toBe(
        "InvalidParameterException",
      );
    }
    await send("SetUserMFAPreference", { AccessToken, SMSMfaSettings: { Enabled: false } });
  });
});
