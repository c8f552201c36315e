// What the global setup leaves on disk for the suites: where everything runs, and how to reach the harness that runs it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The harness's own ports; the stack's other ports are the operating system's choice. */
export const PORTS = {
  app: 3101,
  appSecond: 3102,
  variant: 3103,
  pool: 9471,
  recorder: 9472,
  control: 9473,
  databaseRelay: 9474,
  chainRelay: 9475,
  /** And the two after it: there are three local chains. */
  chain: 8571,
  mail: 9476,
  mailRelay: 9477,
} as const;

/** Everything the run keeps lives here, and goes when the next run starts. */
export const E2E_DATA = join(process.cwd(), ".data", "e2e");
/** Which step of the seeded authenticator was used last. */
export const DEMO_TOTP_MEMORY = join(E2E_DATA, "demo-totp-step");
/** The same of the seeded operators, one file each. */
export const OPERATOR_TOTP_MEMORY = join(E2E_DATA, "operators");
const FACTS_FILE = join(E2E_DATA, "harness.json");

export interface HarnessFacts {
  readonly origin: string;
  readonly ports: readonly [number, number];
  readonly poolUrl: string;
  readonly controlUrl: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** For one process more, which a suite may start. */
  readonly variantPort: number;
  /** The run's chain itself, and what the launcher keeps of the stack. */
  readonly chainUrl: string;
  readonly stackFolder: string;
  /** The pool's own key file: the harness may sign what nobody else can. */
  readonly poolKeyFile: string;
  /** The environment of the two product processes, for a third one that a suite starts. */
  readonly productEnvironment: Readonly<Record<string, string>>;
  /** The environment of its worker, relays included. */
  readonly workerEnvironment: Readonly<Record<string, string>>;
  readonly superuserUrl: string;
  /** The account that pays withdrawals on the run's chain. */
  readonly custody: string;
  /** What the product's processes and the worker print. */
  readonly logFiles: readonly string[];
}

export function writeHarnessFacts(facts: HarnessFacts): void {
  writeFileSync(FACTS_FILE, JSON.stringify(facts, null, 2), { mode: 0o600 });
}

export const readHarnessFacts = (): HarnessFacts => JSON.parse(readFileSync(FACTS_FILE, "utf8")) as HarnessFacts;
