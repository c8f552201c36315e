// Settings that are each well formed and together unsafe. Demo parts in production are refused here and nowhere else.
import type { RawSettings } from "./settings-schema";

const isLoopback = (url: string): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);

/** The first contradiction as one sentence that names the setting, or null. `given` is the whole environment. */
export function findContradiction(raw: RawSettings, given: Readonly<Record<string, unknown>>): string | null {
  if (given["SETTLEMENT_KEY"] !== undefined) return "SETTLEMENT_KEY is set, but the settlement key must never enter this process.";
  if (given["SETTLEMENT_KMS_KEY_ID"] !== undefined)
    return "SETTLEMENT_KMS_KEY_ID is set, but only the worker may have the right to sign payments.";
  if (!raw.COGNITO_USER_POOL_ID.startsWith(`${raw.COGNITO_REGION}_`)) return "COGNITO_USER_POOL_ID is not in COGNITO_REGION.";
  if (given["INDEXER_CLIENT_SECRET"] !== undefined)
    return "INDEXER_CLIENT_SECRET is set, but a machine's secret must never enter this process.";
  if (raw.COGNITO_MACHINE_CLIENT_ID === raw.COGNITO_CLIENT_ID)
    return "COGNITO_MACHINE_CLIENT_ID is COGNITO_CLIENT_ID, but machines and traders must not share a client.";
  const desk = contradictionOfDesk(raw);
  if (desk !== null) return desk;
  const legacy = contradictionOfLegacyPasswords(raw);
  if (legacy !== null) return legacy;
  if (raw.RECOVERY_TICKET_KEY === raw.SESSION_SEAL_KEY)
    return "RECOVERY_TICKET_KEY is SESSION_SEAL_KEY, but the pool's trigger must not know that one.";
  if ([raw.SESSION_SEAL_KEY, raw.RECOVERY_TICKET_KEY].includes(raw.WEBHOOK_KEY))
    return "WEBHOOK_KEY is a key with another purpose, but the worker must know only this one.";
  if (raw.SESSION_IDLE_SECONDS > raw.SESSION_ABSOLUTE_SECONDS) return "SESSION_IDLE_SECONDS is longer than SESSION_ABSOLUTE_SECONDS.";
  return raw.HOLDFAST_MODE === "demo" ? contradictionOfDemo(raw) : contradictionOfProduction(raw);
}

const DESK_SETTINGS = ["COGNITO_STAFF_USER_POOL_ID", "COGNITO_STAFF_CLIENT_ID", "COGNITO_STAFF_CLIENT_SECRET", "OPS_DATABASE_URL"] as const;

/** Half a desk is none: it would open its door and have nobody behind it. */
function contradictionOfDesk(raw: RawSettings): string | null {
  const absent = DESK_SETTINGS.filter((name) => raw[name] === undefined);
  if (absent.length === DESK_SETTINGS.length) return null;
  if (absent[0] !== undefined) return `${absent[0]} is not set, but the other settings of the support desk are.`;
  if (raw.COGNITO_STAFF_USER_POOL_ID?.startsWith(`${raw.COGNITO_REGION}_`) !== true)
    return "COGNITO_STAFF_USER_POOL_ID is not in COGNITO_REGION.";
  if (raw.COGNITO_STAFF_USER_POOL_ID === raw.COGNITO_USER_POOL_ID)
    return "COGNITO_STAFF_USER_POOL_ID is COGNITO_USER_POOL_ID, but traders and staff must not share a pool.";
  return raw.OPS_DATABASE_URL === raw.DATABASE_URL ? "OPS_DATABASE_URL is DATABASE_URL, but the desk has a role of its own." : null;
}

const LEGACY_SETTINGS = ["LEGACY_PASSWORD_CLIENT_ID", "LEGACY_PASSWORD_CLIENT_SECRET", "LEGACY_PASSWORDS_UNTIL"] as const;

/** A way for passwords in clear has an end from the day on which it is opened, and a client that nobody else signs in through. */
function contradictionOfLegacyPasswords(raw: RawSettings): string | null {
  const absent = LEGACY_SETTINGS.filter((name) => raw[name] === undefined);
  if (absent.length === LEGACY_SETTINGS.length) return null;
  if (absent[0] !== undefined) return `${absent[0]} is not set, but the other settings of old passwords are.`;
  return [raw.COGNITO_CLIENT_ID, raw.COGNITO_MACHINE_CLIENT_ID, raw.COGNITO_STAFF_CLIENT_ID].includes(raw.LEGACY_PASSWORD_CLIENT_ID)
    ? "LEGACY_PASSWORD_CLIENT_ID is another client's id, but old passwords have a client of their own."
    : null;
}

function contradictionOfDemo(raw: RawSettings): string | null {
  return isLoopback(raw.APP_ORIGIN) ? null : "HOLDFAST_MODE=demo is valid only with a loopback APP_ORIGIN such as http://localhost:3000.";
}

function contradictionOfProduction(raw: RawSettings): string | null {
  if (raw.COGNITO_ENDPOINT !== undefined)
    return "COGNITO_ENDPOINT points at a test pool, which production refuses; leave it out to use AWS.";
  for (const name of ["DATABASE_URL", "OPS_DATABASE_URL"] as const)
    if (raw[name]?.includes("application_name=holdfast-embedded") === true)
      return `${name} is the embedded database, which production refuses.`;
  if (raw.SESSION_SEAL_KEY.startsWith("demo.")) return "SESSION_SEAL_KEY is a demo key, which production refuses.";
  if (raw.RECOVERY_TICKET_KEY.startsWith("demo.")) return "RECOVERY_TICKET_KEY is a demo key, which production refuses.";
  if (raw.WEBHOOK_KEY.startsWith("demo.")) return "WEBHOOK_KEY is a demo key, which production refuses.";
  if (raw.HOLDFAST_CLOCK_FILE !== undefined) return "HOLDFAST_CLOCK_FILE moves the clock, which production refuses.";
  if (!raw.APP_ORIGIN.startsWith("https:")) return "APP_ORIGIN must be https in production.";
  return null;
}
