// The one reading of the worker's environment. It is apart from the product's, because the two must never share one: this process has the
// settlement key and no session secret, the other one has it the other way round.
import * as z from "zod";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { Secret } from "@/lib/settings/secret";
import type { Hex } from "./chain";
import { judgeWebhookUrl } from "@/lib/signals/judge-webhook-url";

// One line, because it becomes a header.
const MAIL_FROM = /^(?:[\w .-]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

const KMS_KEY = /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[\w/-]+|alias\/[\w/-]+|mrk-[0-9a-f]{32}|[0-9a-f-]{36})$/;

/** The names, shapes and defaults of everything the worker reads; `worker/.env.example` is tested against it. */
export const WORKER_SETTINGS_SCHEMA = z.object({
  HOLDFAST_MODE: z.enum(["demo", "production"]).default("production"),
  APP_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .refine((value) => new URL(value).origin === value, "must be an origin such as https://app.example.com, without a path"),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must be a postgres:// address of the role holdfast_worker"),
  CHAIN_RPC_URL: z.url({ protocol: /^https?$/ }),
  SETTLEMENT_KEY: z
    .string()
    .regex(/^(demo\.)?0x[0-9a-fA-F]{64}$/, "must be a private key: 0x and 64 hexadecimal digits")
    .optional(),
  SETTLEMENT_KMS_KEY_ID: z.string().regex(KMS_KEY, "must be the id, the ARN or the alias of a key in AWS KMS").optional(),
  SETTLEMENT_ADDRESS: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, "must be an address: 0x and 40 hexadecimal digits")
    .optional(),
  SETTLEMENT_CONFIRMATIONS: z.coerce.number("must be a whole number of blocks").int().min(1).max(1_000).default(3),
  MAIL_SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an smtps:// address with its user and password" }),
  MAIL_FROM: z.string().regex(MAIL_FROM, "must be an address such as Holdfast <notices@example.com>"),
  WEBHOOK_KEY: z.string().regex(/^(demo\.)?[A-Za-z0-9_-]{43}$/, "must be 32 bytes in base64url (43 characters)"),
  LIFE_FILE: z.string().min(1).optional(),
  ALERT_MAIL_TO: z.email("must be one address").optional(),
  ALERT_WEBHOOK_URL: z
    .string()
    .refine((value) => judgeWebhookUrl(value).ok, "must be an https address with a public name")
    .optional(),
  ALERT_WEBHOOK_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, "must be 32 bytes in base64url (43 characters)")
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  POOL_TRAIL_QUEUE_URL: z.url({ protocol: /^https$/ }).optional(),
  POOL_TRAIL_URL: z.url({ protocol: /^http$/ }).optional(),
  HOLDFAST_CLOCK_FILE: z.string().min(1).optional(),
  HOLDFAST_PARENT_PID: z.coerce.number().int().min(2).optional(),
});

type RawSettings = z.infer<typeof WORKER_SETTINGS_SCHEMA>;

/** Who signs payments, and as which account; `address` is null only where a key of this process says it. */
export interface SettlementSettings {
  readonly source: { readonly key: Secret } | { readonly kmsKeyId: string };
  readonly address: Hex | null;
}

/** Where alerts go, and where changes of the pools are told. Null switches a channel off. */
export interface AlertSettings {
  readonly mailTo: string | null;
  readonly webhook: { readonly url: string; readonly key: Secret } | null;
  readonly otlpEndpoint: string | null;
  /** A queue in production, the local pool's feed in the demo. */
  readonly poolTrail: { readonly kind: "queue" | "local"; readonly url: string } | null;
}

export interface WorkerSettings {
  readonly approvedAt: { readonly origin: string; readonly rpId: string };
  readonly databaseUrl: Secret;
  readonly chainRpcUrl: string;
  readonly settlement: SettlementSettings;
  readonly confirmationsNeeded: number;
  /** Amazon SES or any other service, by SMTP. */
  readonly mail: { readonly url: Secret; readonly from: string };
  /** 32 bytes in base64url, shared with the product: the secrets that sign webhooks are derived from it. */
  readonly webhookKey: Secret;
  /** What a health check looks at: every round touches it. */
  readonly lifeFile: string | null;
  readonly alerts: AlertSettings;
  /** Demo and tests only. */
  readonly clockFile: string | null;
  /** The process without which this one has no reason to run. */
  readonly parentPid: number | null;
}

/** Turns an environment into settings, or answers one sentence that names the variable at fault and never contains a value. */
export function parseWorkerSettings(environment: Readonly<Record<string, string | undefined>>): Result<WorkerSettings, string> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = WORKER_SETTINGS_SCHEMA.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? "A setting");
    return refuse(given[name] === undefined ? `${name} is not set.` : `${name} ${issue?.message ?? "is wrong"}.`);
  }
  const contradiction = findContradiction(parsed.data);
  return contradiction === null ? accept(shape(parsed.data)) : refuse(contradiction);
}

/** Exactly one source of the key: with two, nobody could say which account pays. */
function findKeyContradiction(raw: RawSettings): string | null {
  const { SETTLEMENT_KEY, SETTLEMENT_KMS_KEY_ID, SETTLEMENT_ADDRESS } = raw;
  if (SETTLEMENT_KEY === undefined && SETTLEMENT_KMS_KEY_ID === undefined)
    return "SETTLEMENT_KEY is not set, and neither is SETTLEMENT_KMS_KEY_ID: one of them must name who pays.";
  if (SETTLEMENT_KEY !== undefined && SETTLEMENT_KMS_KEY_ID !== undefined)
    return "SETTLEMENT_KMS_KEY_ID and SETTLEMENT_KEY are both set: exactly one of them names who pays.";
  if (SETTLEMENT_KMS_KEY_ID !== undefined && SETTLEMENT_ADDRESS === undefined)
    return "SETTLEMENT_ADDRESS is not set: with SETTLEMENT_KMS_KEY_ID it says which account must pay.";
  return null;
}

function findContradiction(raw: RawSettings): string | null {
  if ((raw.ALERT_WEBHOOK_URL === undefined) !== (raw.ALERT_WEBHOOK_KEY === undefined))
    return "ALERT_WEBHOOK_URL and ALERT_WEBHOOK_KEY are set together or not at all.";
  return findKeyContradiction(raw) ?? findContradictionOfMode(raw);
}

function findContradictionOfMode(raw: RawSettings): string | null {
  const { hostname, protocol } = new URL(raw.APP_ORIGIN);
  if (raw.HOLDFAST_MODE === "demo")
    return ["localhost", "127.0.0.1", "[::1]"].includes(hostname) ? null : "HOLDFAST_MODE=demo is valid only with a loopback APP_ORIGIN.";
  if (raw.SETTLEMENT_KEY?.startsWith("demo.") === true) return "SETTLEMENT_KEY is a demo key, which production refuses.";
  if (raw.WEBHOOK_KEY.startsWith("demo.")) return "WEBHOOK_KEY is a demo key, which production refuses.";
  if (raw.DATABASE_URL.includes("application_name=holdfast-embedded"))
    return "DATABASE_URL is the embedded database, which production refuses.";
  if (raw.HOLDFAST_CLOCK_FILE !== undefined) return "HOLDFAST_CLOCK_FILE moves the clock, which production refuses.";
  if (raw.POOL_TRAIL_URL !== undefined) return "POOL_TRAIL_URL is the local pool's, which production refuses.";
  if (!raw.MAIL_SMTP_URL.startsWith("smtps:")) return "MAIL_SMTP_URL must be smtps in production.";
  if (protocol !== "https:") return "APP_ORIGIN must be https in production.";
  return null;
}

const shape = (raw: RawSettings): WorkerSettings => ({
  approvedAt: { origin: raw.APP_ORIGIN, rpId: new URL(raw.APP_ORIGIN).hostname },
  databaseUrl: new Secret(raw.DATABASE_URL),
  chainRpcUrl: raw.CHAIN_RPC_URL,
  settlement: {
    source:
      raw.SETTLEMENT_KMS_KEY_ID === undefined
        ? { key: new Secret((raw.SETTLEMENT_KEY ?? "").replace(/^demo\./, "")) }
        : { kmsKeyId: raw.SETTLEMENT_KMS_KEY_ID },
    address: (raw.SETTLEMENT_ADDRESS as Hex | undefined) ?? null,
  },
  confirmationsNeeded: raw.SETTLEMENT_CONFIRMATIONS,
  mail: { url: new Secret(raw.MAIL_SMTP_URL), from: raw.MAIL_FROM },
  webhookKey: new Secret(raw.WEBHOOK_KEY.replace(/^demo\./, "")),
  lifeFile: raw.LIFE_FILE ?? null,
  alerts: alertSettings(raw),
  clockFile: raw.HOLDFAST_CLOCK_FILE ?? null,
  parentPid: raw.HOLDFAST_PARENT_PID ?? null,
});

function alertSettings(raw: RawSettings): AlertSettings {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_KEY: key, POOL_TRAIL_QUEUE_URL: queue, POOL_TRAIL_URL: local } = raw;
  return {
    mailTo: raw.ALERT_MAIL_TO ?? null,
    webhook: url === undefined || key === undefined ? null : { url, key: new Secret(key) },
    otlpEndpoint: raw.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    poolTrail: queue !== undefined ? { kind: "queue", url: queue } : local !== undefined ? { kind: "local", url: local } : null,
  };
}

/** The settings of this process. */
export const readWorkerSettings = (): Result<WorkerSettings, string> => parseWorkerSettings(process.env);
