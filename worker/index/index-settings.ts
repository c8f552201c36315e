// The one reading of the indexer's environment. It has a machine's secret and nothing else worth stealing: no database, no settlement key.
import { readFileSync } from "node:fs";
import * as z from "zod";
import { poolListSchema, type PoolList } from "@/lib/contracts/pool-list";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { Secret } from "@/lib/settings/secret";

const http = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

/** The names, shapes and defaults of everything the indexer reads; `worker/index/.env.example` is tested against it. */
export const INDEX_SETTINGS_SCHEMA = z.object({
  HOLDFAST_MODE: z.enum(["demo", "production"]).default("production"),
  APP_ORIGIN: http.refine((value) => new URL(value).origin === value, "must be an origin such as https://app.example.com, without a path"),
  CHAIN_RPC_URL: http,
  INDEX_RANGE_BLOCKS_MAX: z.coerce.number("must be a whole number of blocks").int().min(1).max(100_000).default(5_000),
  POOL_LIST_FILE: z.string().min(1),
  COGNITO_TOKEN_URL: http,
  COGNITO_MACHINE_CLIENT_ID: z.string().regex(/^[A-Za-z0-9]{1,128}$/, "must be an app client id"),
  INDEXER_CLIENT_SECRET: z.string().min(24, "must be the secret of the machine client"),
  LIFE_FILE: z.string().min(1).optional(),
  HOLDFAST_CLOCK_FILE: z.string().min(1).optional(),
  HOLDFAST_PARENT_PID: z.coerce.number().int().min(2).optional(),
});

type RawSettings = z.infer<typeof INDEX_SETTINGS_SCHEMA>;

/** What must not be in this process: with one of them a thief of it would have more than the index. */
const FOREIGN = ["DATABASE_URL", "SETTLEMENT_KEY", "SETTLEMENT_KMS_KEY_ID", "SESSION_SEAL_KEY", "COGNITO_CLIENT_SECRET"];

export interface IndexSettings {
  readonly appOrigin: string;
  readonly pools: PoolList;
  /** For networks whose entry in the list names no node. */
  readonly chainRpcUrl: string;
  /** The most blocks that one question may span; nodes that refuse less are found out by trying. */
  readonly rangeBlocksMax: number;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** What a health check looks at: every round touches it. */
  readonly lifeFile: string | null;
  /** Demo and tests only. */
  readonly clockFile: string | null;
  /** The process without which this one has no reason to run. */
  readonly parentPid: number | null;
}

/** Turns an environment into settings, or answers one sentence that names the variable at fault and never contains a value. */
export function parseIndexSettings(
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (file: string) => string = (file) => readFileSync(file, "utf8"),
): Result<IndexSettings, string> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = INDEX_SETTINGS_SCHEMA.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? "A setting");
    return refuse(given[name] === undefined ? `${name} is not set.` : `${name} ${issue?.message ?? "is wrong"}.`);
  }
  const contradiction = findContradiction(parsed.data, given);
  if (contradiction !== null) return refuse(contradiction);
  const pools = readPools(parsed.data.POOL_LIST_FILE, readFile);
  return pools.ok ? accept(shape(parsed.data, pools.value)) : pools;
}

function findContradiction(raw: RawSettings, given: Readonly<Record<string, unknown>>): string | null {
  const foreign = FOREIGN.find((name) => given[name] !== undefined);
  if (foreign !== undefined) return `${foreign} is set, but it must never enter this process.`;
  if (raw.HOLDFAST_MODE === "demo")
    return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(raw.APP_ORIGIN).hostname)
      ? null
      : "HOLDFAST_MODE=demo is valid only with a loopback APP_ORIGIN.";
  if (raw.HOLDFAST_CLOCK_FILE !== undefined) return "HOLDFAST_CLOCK_FILE moves the clock, which production refuses.";
  if (!raw.APP_ORIGIN.startsWith("https:")) return "APP_ORIGIN must be https in production.";
  return raw.COGNITO_TOKEN_URL.startsWith("https:") ? null : "COGNITO_TOKEN_URL must be https in production.";
}

function readPools(file: string, readFile: (file: string) => string): Result<PoolList, string> {
  try {
    const pools = poolListSchema.safeParse(JSON.parse(readFile(file)));
    if (pools.success) return accept(pools.data);
    const { path = [], message = "is wrong" } = pools.error.issues[0] ?? {};
    return refuse(`POOL_LIST_FILE is no pool list: ${path.join(".")} ${message}.`);
  } catch {
    return refuse("POOL_LIST_FILE names a file that cannot be read as JSON.");
  }
}

const shape = (raw: RawSettings, pools: PoolList): IndexSettings => ({
  appOrigin: raw.APP_ORIGIN,
  pools,
  chainRpcUrl: raw.CHAIN_RPC_URL,
  rangeBlocksMax: raw.INDEX_RANGE_BLOCKS_MAX,
  tokenUrl: raw.COGNITO_TOKEN_URL,
  clientId: raw.COGNITO_MACHINE_CLIENT_ID,
  clientSecret: new Secret(raw.INDEXER_CLIENT_SECRET),
  lifeFile: raw.LIFE_FILE ?? null,
  clockFile: raw.HOLDFAST_CLOCK_FILE ?? null,
  parentPid: raw.HOLDFAST_PARENT_PID ?? null,
});

/** The settings of this process. */
export const readIndexSettings = (): Result<IndexSettings, string> => parseIndexSettings(process.env);
