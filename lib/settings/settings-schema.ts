// The one description of the environment: names, shapes, defaults. What the shapes mean together is judged elsewhere.
import * as z from "zod";

const seconds = (fallback: number, min: number, max: number) => z.coerce.number().int().min(min).max(max).default(fallback);
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((value) => new URL(value).origin === value, "must be an origin such as https://app.example.com, without a path");
const address = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));

const poolId = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]{1,40}$/, "must look like eu-central-1_AbCdEf123");
const clientId = z.string().regex(/^[A-Za-z0-9]{1,128}$/, "must be an app client id");
const clientSecret = z.string().min(24, "must be the secret of the app client");
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "must be a postgres:// address");

/** The names, shapes and defaults of every environment variable the product reads. `.env.example` is tested against it. */
export const SETTINGS_SCHEMA = z.object({
  HOLDFAST_MODE: z.enum(["demo", "production"]).default("production"),
  APP_ORIGIN: origin,
  COGNITO_REGION: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region such as eu-central-1"),
  COGNITO_USER_POOL_ID: poolId,
  COGNITO_CLIENT_ID: clientId,
  COGNITO_CLIENT_SECRET: clientSecret,
  COGNITO_MACHINE_CLIENT_ID: clientId.optional(),
  COGNITO_STAFF_USER_POOL_ID: poolId.optional(),
  COGNITO_STAFF_CLIENT_ID: clientId.optional(),
  COGNITO_STAFF_CLIENT_SECRET: clientSecret.optional(),
  LEGACY_PASSWORD_CLIENT_ID: clientId.optional(),
  LEGACY_PASSWORD_CLIENT_SECRET: clientSecret.optional(),
  LEGACY_PASSWORDS_UNTIL: z.iso.datetime({ offset: true, error: "must be a time such as 2027-03-31T00:00:00Z" }).optional(),
  COGNITO_ENDPOINT: address.optional(),
  COGNITO_ISSUER_TYPE: z.enum(["ORIGINAL", "UPDATED"]).default("ORIGINAL"),
  DATABASE_URL: z
    .string("is not set; `npm run demo` starts an embedded PostgreSQL and sets it")
    .regex(/^postgres(ql)?:\/\//, "must be a postgres:// address"),
  OPS_DATABASE_URL: databaseUrl.optional(),
  SESSION_SEAL_KEY: z.string().regex(/^(demo\.)?[A-Za-z0-9_-]{43}$/, "must be 32 bytes in base64url (43 characters)"),
  RECOVERY_TICKET_KEY: z.string().regex(/^(demo\.)?[A-Za-z0-9_-]{43}$/, "must be 32 bytes in base64url (43 characters)"),
  WEBHOOK_KEY: z.string().regex(/^(demo\.)?[A-Za-z0-9_-]{43}$/, "must be 32 bytes in base64url (43 characters)"),
  CHAIN_RPC_URL: address,
  HOLDFAST_CLOCK_FILE: z.string().min(1).optional(),
  RELYING_PARTY_ID: z
    .string()
    .regex(/^[a-z0-9.-]{1,253}$/, "must be a host name")
    .optional(),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(8).default(0),
  ACCESS_TOKEN_SECONDS_MAX: seconds(900, 60, 3600),
  SESSION_ABSOLUTE_SECONDS: seconds(43_200, 300, 86_400),
  SESSION_IDLE_SECONDS: seconds(1_800, 60, 86_400),
  AUTH_ANSWER_MS_MIN: z.coerce.number().int().min(0).max(5_000).default(250),
  PRICE_AGE_SECONDS_MAX: seconds(3_600, 1, 86_400),
  CREDENTIAL_CHANGE_AGE_SECONDS_MAX: seconds(300, 30, 3_600),
});

export type RawSettings = z.infer<typeof SETTINGS_SCHEMA>;
