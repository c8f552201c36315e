// What CreateUserPool takes, with the limits of AWS's API reference (documented).
import { flag, integer, jsonDocument, listOf, mapOf, needed, oneOf, structure, text, textMap } from "../protocol/shapes";

const ARN = text({ min: 20, max: 2048 });
const VERIFIED_ATTRIBUTES = listOf(oneOf(["phone_number", "email"]));
const MESSAGE = text({ min: 6, max: 20_000 });
const SUBJECT = text({ min: 1, max: 140 });
const SMS_MESSAGE = text({ min: 6, max: 140 });

const PASSWORD_POLICY = structure({
  MinimumLength: integer({ min: 6, max: 99 }),
  RequireUppercase: flag,
  RequireLowercase: flag,
  RequireNumbers: flag,
  RequireSymbols: flag,
  PasswordHistorySize: integer({ min: 0, max: 24 }),
  TemporaryPasswordValidityDays: integer({ min: 0, max: 365 }),
});

const LAMBDA_CONFIG = structure({
  PreSignUp: ARN,
  CustomMessage: ARN,
  PostConfirmation: ARN,
  PreAuthentication: ARN,
  PostAuthentication: ARN,
  DefineAuthChallenge: ARN,
  CreateAuthChallenge: ARN,
  VerifyAuthChallengeResponse: ARN,
  PreTokenGeneration: ARN,
  UserMigration: ARN,
  PreTokenGenerationConfig: structure({ LambdaVersion: needed(oneOf(["V1_0", "V2_0", "V3_0"])), LambdaArn: needed(ARN) }),
});

const SCHEMA_ATTRIBUTE = structure({
  Name: needed(text({ min: 1, max: 20, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" })),
  AttributeDataType: oneOf(["String", "Number", "DateTime", "Boolean"]),
  DeveloperOnlyAttribute: flag,
  Mutable: flag,
  Required: flag,
  NumberAttributeConstraints: structure({ MinValue: text({ max: 131_072 }), MaxValue: text({ max: 131_072 }) }),
  StringAttributeConstraints: structure({ MinLength: text({ max: 131_072 }), MaxLength: text({ max: 131_072 }) }),
});

/** Members of SetUserPoolMfaConfig that CreateUserPool takes too. */
export const MFA_CONFIGURATION = oneOf(["OFF", "ON", "OPTIONAL"]);
export const SMS_CONFIGURATION = structure({ SnsCallerArn: needed(ARN), ExternalId: text(), SnsRegion: text({ min: 5, max: 32 }) });

/** The members of CreateUserPool. */
export const POOL_MEMBERS = {
  PoolName: needed(text({ min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" })),
  Policies: structure({
    PasswordPolicy: PASSWORD_POLICY,
    SignInPolicy: structure({
      AllowedFirstAuthFactors: listOf(oneOf(["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]), { min: 1, max: 4 }),
    }),
  }),
  DeletionProtection: oneOf(["ACTIVE", "INACTIVE"]),
  LambdaConfig: LAMBDA_CONFIG,
  AutoVerifiedAttributes: VERIFIED_ATTRIBUTES,
  AliasAttributes: listOf(oneOf(["phone_number", "email", "preferred_username"])),
  UsernameAttributes: listOf(oneOf(["phone_number", "email"])),
  SmsVerificationMessage: SMS_MESSAGE,
  EmailVerificationMessage: MESSAGE,
  EmailVerificationSubject: SUBJECT,
  VerificationMessageTemplate: structure({
    SmsMessage: SMS_MESSAGE,
    EmailMessage: MESSAGE,
    EmailSubject: SUBJECT,
    EmailMessageByLink: MESSAGE,
    EmailSubjectByLink: SUBJECT,
    DefaultEmailOption: oneOf(["CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE"]),
  }),
  SmsAuthenticationMessage: SMS_MESSAGE,
  MfaConfiguration: MFA_CONFIGURATION,
  UserAttributeUpdateSettings: structure({ AttributesRequireVerificationBeforeUpdate: VERIFIED_ATTRIBUTES }),
  DeviceConfiguration: structure({ ChallengeRequiredOnNewDevice: flag, DeviceOnlyRememberedOnUserPrompt: flag }),
  EmailConfiguration: structure({
    SourceArn: ARN,
    ReplyToEmailAddress: text({ pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" }),
    EmailSendingAccount: oneOf(["COGNITO_DEFAULT", "DEVELOPER"]),
    From: text(),
    ConfigurationSet: text({ min: 1, max: 64 }),
  }),
  SmsConfiguration: SMS_CONFIGURATION,
  UserPoolTags: textMap(),
  AdminCreateUserConfig: structure({
    AllowAdminCreateUserOnly: flag,
    UnusedAccountValidityDays: integer({ min: 0, max: 365 }),
    InviteMessageTemplate: structure({ SMSMessage: SMS_MESSAGE, EmailMessage: MESSAGE, EmailSubject: SUBJECT }),
  }),
  Schema: listOf(SCHEMA_ATTRIBUTE, { min: 1, max: 50 }),
  UserPoolAddOns: structure({
    AdvancedSecurityMode: needed(oneOf(["OFF", "AUDIT", "ENFORCED"])),
    AdvancedSecurityAdditionalFlows: jsonDocument,
  }),
  UsernameConfiguration: structure({ CaseSensitive: needed(flag) }),
  AccountRecoverySetting: structure({
    RecoveryMechanisms: listOf(
      structure({
        Priority: needed(integer({ min: 1, max: 2 })),
        Name: needed(oneOf(["verified_email", "verified_phone_number", "admin_only"])),
      }),
      { min: 1, max: 2 },
    ),
  }),
  UserPoolTier: oneOf(["LITE", "ESSENTIALS", "PLUS"]),
  IssuerConfiguration: structure({ Type: oneOf(["ORIGINAL", "UPDATED"]) }),
  AcrConfiguration: mapOf(structure({ AcrValue: needed(text({ min: 1, max: 256 })) })),
} as const;
