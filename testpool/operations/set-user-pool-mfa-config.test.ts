import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startContractPool, type ContractPool } from "../testing/contract-pool";
import { refusalOf } from "../testing/drive-pool";

let pool: ContractPool;

beforeAll(async () => {
  pool = await startContractPool(sdk);
}, 30_000);
afterAll(() => pool.running.close());

const set = (UserPoolId: string, settings: object) => pool.stand.send("SetUserPoolMfaConfig", { UserPoolId, ...settings });
const recordOf = (id: string) => pool.running.pool.needs.store.get("pools", id);
const APP = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const EMAIL = { EmailMfaConfiguration: { Message: "Your code is {####}", Subject: "Your code" } };
const PASSKEYS = {
  RelyingPartyId: "holdfast.test",
  UserVerification: "required",
  FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
};

describe("the MFA settings of a pool", () => {
  test("take effect and are answered", async () => {
    const id = await pool.stand.newPool();
    const answer = await set(id, { ...APP, ...EMAIL, MfaConfiguration: "ON", WebAuthnConfiguration: PASSKEYS });
    expect(answer).toMatchObject({ ...APP, ...EMAIL, MfaConfiguration: "ON", WebAuthnConfiguration: PASSKEYS });
    expect(recordOf(id)).toMatchObject({
      mfaConfiguration: "ON",
      softwareTokenMfa: true,
      emailMfa: true,
      webAuthn: {
        relyingPartyId: "holdfast.test",
        userVerification: "required",
        factorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
      },
    });
  });

  test("keep what a later call leaves out; passkeys are one factor and prefer verification unless said otherwise", async () => {
    const id = await pool.stand.newPool();
    await set(id, { ...APP, MfaConfiguration: "OPTIONAL" });
    const answer = await set(id, { WebAuthnConfiguration: { RelyingPartyId: "holdfast.test" } });
    expect(answer["WebAuthnConfiguration"]).toMatchObject({ UserVerification: "preferred", FactorConfiguration: "SINGLE_FACTOR" });
    expect(recordOf(id)).toMatchObject({ mfaConfiguration: "OPTIONAL", softwareTokenMfa: true });
  });

  test("are off together: methods beside OFF are refused, and no methods beside ON", async () => {
    const id = await pool.stand.newPool();
    expect((await refusalOf(set(id, { ...APP, MfaConfiguration: "OFF" }))).message).toContain("can't turn off MFA and configure");
    expect((await refusalOf(set(id, { MfaConfiguration: "ON" }))).message).toContain("can't disable all MFAs");
    await set(id, { ...APP, MfaConfiguration: "ON" });
    await set(id, { MfaConfiguration: "OFF" });
    expect(recordOf(id)).toMatchObject({ mfaConfiguration: "OFF", softwareTokenMfa: false });
  });

  test("cannot require MFA where a code by email is a first factor", async () => {
    const id = await pool.stand.newPool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } });
    expect((await refusalOf(set(id, { ...APP, MfaConfiguration: "ON" }))).name).toBe("InvalidParameterException");
    await set(id, { ...APP, MfaConfiguration: "OPTIONAL" });
  });

  test("name a relying party, and passkeys are not for the Lite tier", async () => {
    expect((await refusalOf(set(await pool.stand.newPool(), { WebAuthnConfiguration: {} }))).name).toBe("InvalidParameterException");
    const lite = await pool.stand.newPool({ UserPoolTier: "LITE" });
    expect((await refusalOf(set(lite, { WebAuthnConfiguration: PASSKEYS }))).name).toBe("FeatureUnavailableInTierException");
  });
});
