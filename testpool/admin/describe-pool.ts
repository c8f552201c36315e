// A pool in CreateUserPool's words (UserPoolType).
import { ACCOUNT_ID } from "./account-id";
import { poolRequestOf } from "./seeded-request";
import type { PasswordPolicy, PoolRecord } from "../store/settings-records";
import type { PoolRequest } from "./check-pool-settings";
import { describeSchema } from "./pool-schema";

/** Members that the pool takes, repeats and does not act on. */
const REPEATED = [
  "LambdaConfig",
  "SmsVerificationMessage",
  "EmailVerificationMessage",
  "EmailVerificationSubject",
  "SmsAuthenticationMessage",
  "SmsConfiguration",
  "UserPoolAddOns",
  "AccountRecoverySetting",
  "AcrConfiguration",
  "AliasAttributes",
  "AutoVerifiedAttributes",
  "UsernameAttributes",
  "DeviceConfiguration",
  "UsernameConfiguration",
  "UserAttributeUpdateSettings",
] as const satisfies readonly (keyof PoolRequest)[];

function repeat(request: PoolRequest): object {
  return Object.fromEntries(REPEATED.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])));
}

function describePasswordPolicy(policy: PasswordPolicy): object {
  return {
    MinimumLength: policy.lengthMin,
    RequireUppercase: policy.requireUppercase,
    RequireLowercase: policy.requireLowercase,
    RequireNumbers: policy.requireNumbers,
    RequireSymbols: policy.requireSymbols,
    ...(policy.historySize === 0 ? {} : { PasswordHistorySize: policy.historySize }),
    TemporaryPasswordValidityDays: policy.temporaryDays,
  };
}

/** UserPool, as CreateUserPool and DescribeUserPool answer it: both answer one type (documented). */
export function describePool(pool: PoolRecord): object {
  const request: PoolRequest = pool.asked === undefined ? poolRequestOf(pool) : (pool.asked as unknown as PoolRequest);
  return {
    ...repeat(request),
    Id: pool.id,
    Name: pool.name,
    Arn: `arn:aws:cognito-idp:${pool.region}:${ACCOUNT_ID}:userpool/${pool.id}`,
    Policies: {
      PasswordPolicy: describePasswordPolicy(pool.passwordPolicy),
      SignInPolicy: { AllowedFirstAuthFactors: pool.firstFactors },
    },
    DeletionProtection: pool.deletionProtection ? "ACTIVE" : "INACTIVE",
    LambdaConfig: request.LambdaConfig ?? {},
    LastModifiedDate: pool.modifiedAtSeconds,
    CreationDate: pool.createdAtSeconds,
    SchemaAttributes: describeSchema(pool),
    VerificationMessageTemplate: request.VerificationMessageTemplate ?? { DefaultEmailOption: "CONFIRM_WITH_CODE" },
    MfaConfiguration: pool.mfaConfiguration,
    EstimatedNumberOfUsers: 0,
    EmailConfiguration: request.EmailConfiguration ?? { EmailSendingAccount: "COGNITO_DEFAULT" },
    UserPoolTags: request.UserPoolTags ?? {},
    AdminCreateUserConfig: {
      ...request.AdminCreateUserConfig,
      AllowAdminCreateUserOnly: !pool.selfSignUp,
      UnusedAccountValidityDays: pool.passwordPolicy.temporaryDays,
    },
    UserPoolTier: pool.tier,
    ...(request.IssuerConfiguration === undefined ? {} : { IssuerConfiguration: { Type: pool.issuerType } }),
  };
}
