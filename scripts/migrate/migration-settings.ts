// The settings of the import, which runs by hand and is no part of the product's process.
import * as z from "zod";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { Secret } from "@/lib/settings/secret";
import { LEGACY_NAME_KEY } from "@/infra/triggers/legacy-username";

/** Where people go, and how fast. */
export interface MigrationSettings {
  readonly region: string;
  readonly userPoolId: string;
  /** Null: AWS. */
  readonly endpoint: string | null;
  readonly databaseUrl: Secret;
  readonly nameKey: Secret;
  readonly usersPerSecond: number;
}

/** Names, shapes and defaults. `.env.example` beside this file is tested against it. */
export const MIGRATION_SETTINGS_SCHEMA = z.object({
  COGNITO_REGION: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region such as eu-central-1"),
  COGNITO_USER_POOL_ID: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]{1,40}$/, "must look like eu-central-1_AbCdEf123"),
  COGNITO_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  MIGRATION_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must be a postgres:// address"),
  LEGACY_NAME_KEY: z.string().regex(LEGACY_NAME_KEY, "must be 32 bytes in base64url (43 characters)"),
  MIGRATION_USERS_PER_SECOND: z.coerce.number().int().min(1).max(25).default(20),
});

/** Reads the environment, or answers one sentence that names the variable at fault and never its value. */
export function parseMigrationSettings(environment: Readonly<Record<string, string | undefined>>): Result<MigrationSettings, string> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = MIGRATION_SETTINGS_SCHEMA.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "A setting");
    return refuse(given[name] === undefined ? `${name} is not set.` : `${name} ${issue?.message ?? "is wrong"}.`);
  }
  const raw = parsed.data;
  if (!raw.COGNITO_USER_POOL_ID.startsWith(`${raw.COGNITO_REGION}_`)) return refuse("COGNITO_USER_POOL_ID is not in COGNITO_REGION.");
  return accept({
    region: raw.COGNITO_REGION,
    userPoolId: raw.COGNITO_USER_POOL_ID,
    endpoint: raw.COGNITO_ENDPOINT ?? null,
    databaseUrl: new Secret(raw.MIGRATION_DATABASE_URL),
    nameKey: new Secret(raw.LEGACY_NAME_KEY),
    usersPerSecond: raw.MIGRATION_USERS_PER_SECOND,
  });
}
