import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startContractPool, type ContractPool } from "../testing/contract-pool";
import { refusalOf, tokensOf } from "../testing/drive-pool";

let pool: ContractPool;

beforeAll(async () => {
  pool = await startContractPool(sdk);
}, 30_000);
afterAll(() => pool.running.close());

const create = async (settings: object) => {
  const answer = await pool.stand.send("CreateUserPool", { PoolName: "Traders", ...settings });
  return answer["UserPool"] as Record<string, unknown> & { Id: string };
};
const recordOf = (id: string) => pool.running.pool.needs.store.get("pools", id);
const refused = (settings: object) => refusalOf(create(settings));

describe("a new pool", () => {
  test("has AWS's defaults, and an id of the region that the request was signed for", async () => {
    const made = await create({});
    expect(made.Id).toMatch(/^eu-central-1_[0-9A-Za-z]{9}$/);
    expect(made).toMatchObject({
      Name: "Traders",
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true, TemporaryPasswordValidityDays: 7 } },
      MfaConfiguration: "OFF",
      UserPoolTier: "ESSENTIALS",
      DeletionProtection: "INACTIVE",
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    });
    expect(made["Arn"]).toBe(`arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${made.Id}`);
    expect(made["SchemaAttributes"]).toContainEqual(expect.objectContaining({ Name: "sub", Required: true, Mutable: false }));
    expect(recordOf(made.Id)).toMatchObject({
      region: "eu-central-1",
      isCaseSensitive: true,
      selfSignUp: true,
      firstFactors: ["PASSWORD"],
    });
  });

  test("obeys every setting that it was made with, and repeats it", async () => {
    const settings = {
      Policies: {
        PasswordPolicy: { MinimumLength: 12, RequireNumbers: true, PasswordHistorySize: 5, TemporaryPasswordValidityDays: 2 },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
      },
      AliasAttributes: ["email", "preferred_username"],
      AutoVerifiedAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      UserPoolTier: "PLUS",
      DeletionProtection: "ACTIVE",
      IssuerConfiguration: { Type: "UPDATED" },
    };
    const made = await create({
      ...settings,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Schema: [
        { Name: "email", Required: true },
        { Name: "desk", AttributeDataType: "Number", Mutable: false, NumberAttributeConstraints: { MinValue: "1", MaxValue: "40" } },
      ],
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 2, Name: "verified_phone_number" },
          { Priority: 1, Name: "verified_email" },
        ],
      },
      LambdaConfig: {
        PreSignUp: "arn:aws:lambda:eu-central-1:123456789012:function:pre",
        PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: "arn:aws:lambda:eu-central-1:123456789012:function:token" },
      },
    });
    expect(made).toMatchObject(settings);
    expect(recordOf(made.Id)).toMatchObject({
      passwordPolicy: { lengthMin: 12, requireNumbers: true, requireSymbols: false, historySize: 5, temporaryDays: 2 },
      firstFactors: ["PASSWORD", "WEB_AUTHN"],
      aliasAttributes: ["email", "preferred_username"],
      autoVerifiedAttributes: ["email"],
      isCaseSensitive: false,
      verifyBeforeUpdate: ["email"],
      devices: { challengeRequiredOnNewDevice: true, onlyRememberedOnUserPrompt: false },
      selfSignUp: false,
      requiredAttributes: ["email"],
      customAttributes: [{ name: "custom:desk", type: "Number", isMutable: false, numberMin: 1, numberMax: 40 }],
      recoveryOptions: ["verified_email", "verified_phone_number"],
      triggers: ["PreSignUp", "PreTokenGeneration"],
      preTokenVersion: "V2_0",
      tier: "PLUS",
      deletionProtection: true,
      issuerType: "UPDATED",
      nativeStepUp: false,
    });
  });

  test("with names for its ACR levels has native step-up, and tokens say those names", async () => {
    const { Id } = await create({ AcrConfiguration: { Level1: { AcrValue: "urn:holdfast:1" } } });
    const client = await pool.stand.newClient(Id, { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] });
    const { username, password } = await pool.stand.newUser(Id);
    const ask = (TARGET_ACR_VALUES: string) => {
      const AuthParameters = { USERNAME: username, PASSWORD: password, PREFERRED_CHALLENGE: "PASSWORD", TARGET_ACR_VALUES };
      return pool.stand.send("InitiateAuth", { ClientId: client.id, AuthFlow: "USER_AUTH", AuthParameters });
    };
    expect((await refusalOf(ask("urn:cognito:loa:1"))).name).toBe("InvalidParameterException");
    expect(decodeJwt(tokensOf(await ask("urn:holdfast:1")).AccessToken)["acr"]).toBe("urn:holdfast:1");
  });
});

describe("settings that AWS refuses", () => {
  const PASSKEYS = { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } };

  test.each([
    ["aliases and username attributes", { AliasAttributes: ["email"], UsernameAttributes: ["email"] }, "Only one of the aliasAttributes"],
    ["required MFA without SMS", { MfaConfiguration: "ON" }, "SMS configuration and Auto verification"],
    [
      "an attribute that waits and is never verified",
      { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] } },
      "must be among",
    ],
    ["a required custom attribute", { Schema: [{ Name: "desk", Required: true }] }, "Required custom attributes"],
    ["one attribute twice", { Schema: [{ Name: "desk" }, { Name: "desk" }] }, "already has name desk"],
    [
      "a temporary password of more than a year",
      { Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 366 } } },
      "temporaryPasswordValidityDays",
    ],
    ["a fifth ACR level", { AcrConfiguration: { Level5: { AcrValue: "urn:holdfast:5" } } }, "Level1 to Level4"],
    ["an ACR level with another's name", { AcrConfiguration: { Level1: { AcrValue: "urn:cognito:loa:4" } } }, "must be unique"],
    [
      "two names of one setting",
      { Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } }, AdminCreateUserConfig: { UnusedAccountValidityDays: 3 } },
      "Please use TemporaryPasswordValidityDays",
    ],
    [
      "an administrator's recovery beside another",
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Priority: 1, Name: "admin_only" },
            { Priority: 2, Name: "verified_email" },
          ],
        },
      },
      "cannot use admin_only",
    ],
  ])("%s", async (_what, settings, sentence) => {
    const { name, message } = await refused(settings);
    expect(name).toBe("InvalidParameterException");
    expect(message).toContain(sentence);
  });

  test("a feature of another tier; the same in the Plus tier is accepted", async () => {
    for (const settings of [{ Policies: PASSKEYS }, { AcrConfiguration: {} }, { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } }]) {
      expect((await refused({ ...settings, UserPoolTier: "LITE" })).name).toBe("FeatureUnavailableInTierException");
      await create({ ...settings, UserPoolTier: "PLUS" });
    }
  });
});
