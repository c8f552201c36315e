// The members that many operations share, with the limits of AWS's API reference (documented).
import { flag, jsonDocument, listOf, needed, oneOf, structure, text, textMap } from "./shapes";

export const CLIENT_ID = text({ min: 1, max: 128, pattern: "[\\w+]+", isSecret: true });
export const CLIENT_SECRET = text({ min: 1, max: 64, pattern: "[\\w+]+", isSecret: true });
export const SECRET_HASH = text({ min: 1, max: 128, pattern: "[\\w+=/]+", isSecret: true });
export const USER_POOL_ID = text({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-zA-Z]+" });
export const USERNAME = text({ min: 1, max: 128, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+", isSecret: true });
export const PASSWORD = text({ max: 256, pattern: "[\\S]+|[\\S]+.*[\\S]+", isSecret: true });
export const ACCESS_TOKEN = text({ pattern: "[A-Za-z0-9-_=.]+", isSecret: true });
export const REFRESH_TOKEN = text({ pattern: "[A-Za-z0-9-_=.]+", isSecret: true });
export const SESSION = text({ min: 20, max: 2048, isSecret: true });
export const CONFIRMATION_CODE = text({ min: 1, max: 2048, pattern: "[\\S]+" });
export const TOTP_CODE = text({ min: 6, max: 6, pattern: "[0-9]+", isSecret: true });
export const ATTRIBUTE_NAME = text({ min: 1, max: 32, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" });
export const ATTRIBUTE_VALUE = text({ max: 2048, isSecret: true });
export const ATTRIBUTES = listOf(structure({ Name: needed(ATTRIBUTE_NAME), Value: ATTRIBUTE_VALUE }));
export const GROUP_NAME = text({ min: 1, max: 128, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" });
export const DEVICE_KEY = text({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-f-]+" });
export const DEVICE_NAME = text({ min: 1, max: 1024 });
export const PAGE_KEY = text({ min: 1, max: 131_072, pattern: "[\\S]+" });
export const SESSION_ID = text({ min: 1, max: 128, pattern: "[\\w-]+" });
export const DESCRIPTION = text({ max: 2048 });
export const AUTH_PARAMETERS = textMap();
export const CHALLENGE_RESPONSES = textMap();
export const CLIENT_METADATA = textMap();

/** Members that the pool takes and does not look at: pinpoint analytics and the context for threat protection. */
export const CONTEXT = {
  AnalyticsMetadata: structure({ AnalyticsEndpointId: text() }),
  UserContextData: structure({ IpAddress: text(), EncodedData: text() }),
} as const;

/** The same of admin operations. */
export const ADMIN_CONTEXT = { AnalyticsMetadata: CONTEXT.AnalyticsMetadata, ContextData: jsonDocument } as const;

export const AUTH_FLOW = oneOf([
  "USER_SRP_AUTH",
  "REFRESH_TOKEN_AUTH",
  "REFRESH_TOKEN",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "USER_AUTH",
]);
export const CHALLENGE_NAME = oneOf([
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
]);

/** SMSMfaSettings, EmailMfaSettings and SoftwareTokenMfaSettings. */
export const MFA_SETTINGS = structure({ Enabled: flag, PreferredMfa: flag });
