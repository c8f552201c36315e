// The whole product on one machine. The demo, the browser journeys and the benches all start it through here.
import { rmSync } from "node:fs";
import path from "node:path";
import type { Address } from "viem";
import type { Deployment } from "../chain/deployment";
import type { MarketNote } from "../market/market-deployment";
import { buildProduct, isBuilt } from "./build-product";
import { requireFreeChainPorts } from "./chain-places";
import { emptyDataFolder, openDataFolder } from "./data-folder";
import { LOCK, lockFolder } from "./folder-lock";
import { indexerEnvironment } from "./indexer-environment";
import { openInstallation, type Installation } from "./installation";
import { explainFailure, LaunchError } from "./launch-error";
import { startPart, type Part } from "./part";
import { endLeftovers } from "./parts-file";
import { writePoolSeed } from "./pool-seed";
import { prepareDatabase, seedLedger } from "./prepare-data";
import { productEnvironment } from "./product-environment";
import { custodyAddress } from "./custody-address";
import { requireFreePort } from "./free-port";
import type { StackPorts } from "./stack-ports";
import { startIndexer } from "./start-indexer";
import { startMarket, type MarketForm } from "./start-market";
import { startPostgres } from "./start-postgres";
import { startProduct, type ProductForm } from "./start-product";
import { startTestPool } from "./start-test-pool";
import { startWorker } from "./start-worker";
import { silentSteps, type Steps } from "./steps";
import { createSupervisor, type Supervisor } from "./supervisor";
import { workerEnvironment } from "./worker-environment";
import { writePrivateFile } from "./write-private-file";

export interface StackOptions {
  readonly dataDir: string;
  readonly ports: StackPorts;
  /** Null starts everything but the product itself, for callers that start their own processes of it. */
  readonly next: ProductForm | null;
  /** `kept` (the default) starts the worker as a part without which the stack breaks; `manual` leaves it to the caller's `startWorker`. */
  readonly worker?: "kept" | "manual";
  /** `quiet` (the default) is a deployed market with a little history; the demo's is `live`. */
  readonly market?: MarketForm;
  /** True begins with empty data. */
  readonly fresh: boolean;
  readonly steps?: Steps;
  /** Aborting ends whatever has been started so far. */
  readonly signal?: AbortSignal;
}

export interface Stack {
  readonly dataDir: string;
  readonly origin: string;
  readonly poolUrl: string;
  readonly chainUrl: string;
  readonly superuserUrl: string;
  readonly installation: Installation;
  readonly deployment: Deployment;
  /** The simulated market on all local chains. */
  readonly market: MarketNote;
  /** The settings of a product process, without PORT; also in env.json of the data folder. */
  readonly environment: Readonly<Record<string, string>>;
  /** The settings of a settlement worker; also in worker-env.json of the data folder. */
  readonly workerEnvironment: Readonly<Record<string, string>>;
  /** The account that pays withdrawals. */
  readonly custody: Address;
  /** Starts a worker that may be killed without breaking the stack; `changes` replace settings. It ends with the stack at the latest. */
  startWorker(changes?: Readonly<Record<string, string>>): Promise<Part>;
  /** Starts the indexer as a part without which the stack breaks, for callers that start their own processes of the product; else it is started. */
  startIndexer(): Promise<void>;
  /** Resolves with one sentence when a part has ended by itself; the caller then stops the stack. */
  readonly broken: Promise<string>;
  /** Starts one more product process behind the same origin. */
  startProduct(form: ProductForm & { readonly port: number; readonly logFile: string | null }): Promise<void>;
  /** Ends everything, in reverse order. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** Starts the stack; refuses with a LaunchError of one sentence, and then nothing is left running. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataDir = openDataFolder(options.dataDir);
  const lock = lockFolder(dataDir);
  const stops: (() => Promise<void>)[] = [async () => lock.release()];
  const stop = once(async () => {
    for (const end of [...stops].reverse()) await end();
  });
  try {
    await endLeftovers(dataDir, { withPostgres: options.fresh });
    await requireFreePorts(options);
    if (options.fresh) {
      emptyDataFolder(dataDir, [LOCK]);
      openDataFolder(dataDir);
    }
    const supervisor = createSupervisor(dataDir);
    stops.push(supervisor.stop);
    const work = startParts(options, dataDir, supervisor, (end) => stops.push(end));
    const stack = await Promise.race([work, refusal(supervisor, options.signal)]);
    return { ...stack, stop };
  } catch (error) {
    await stop();
    throw explainFailure(error, dataDir);
  }
}

async function requireFreePorts({ ports, next }: StackOptions): Promise<void> {
  if (next !== null) await requireFreePort(ports.app, "the product", "PORT");
  await requireFreePort(ports.pool, "the test pool", "TESTPOOL_PORT");
  await requireFreePort(ports.mail, "the test pool's mail", "TESTPOOL_SMTP_PORT");
  await requireFreeChainPorts(ports.chain);
}

async function startParts(
  options: StackOptions,
  dataDir: string,
  supervisor: Supervisor,
  atStop: (end: () => Promise<void>) => void,
): Promise<Omit<Stack, "stop">> {
  const { ports, next, steps = silentSteps } = options;
  const clockFile = path.join(dataDir, "clock");
  const installation = openInstallation(dataDir);
  const custody = custodyAddress(installation);
  const postgres = await steps.run("PostgreSQL", async () => {
    const server = await startPostgres({
      dataDir: path.join(dataDir, "pg"),
      logFile: path.join(dataDir, "logs", "postgres.log"),
      guard: supervisor.guard,
    });
    supervisor.keep(server.part);
    return server;
  });
  await steps.run("roles and migrations", () => prepareDatabase(supervisor, dataDir, postgres.superuserUrl));
  const { chainUrl, deployment, market } = await startMarket({
    ...{ supervisor, dataDir, firstPort: ports.chain, form: options.market ?? "quiet", clockFile, custody, steps, atStop },
  });
  const poolUrl = await steps.run("test pool", () =>
    startTestPool(supervisor, {
      ...{ dataDir, port: ports.pool, smtpPort: ports.mail, clockFile },
      seedFile: writePoolSeed(dataDir, installation),
      triggerEnvironment: {
        COGNITO_USER_POOL_ID: installation.traders.id,
        COGNITO_STAFF_USER_POOL_ID: installation.staff.id,
        RECOVERY_TICKET_KEY: installation.recoveryTicketKey,
      },
    }),
  );
  await steps.run("assets and demo deposits", () =>
    seedLedger(supervisor, { dataDir, installation, postgresPort: postgres.port, clockFile }),
  );
  const addresses = { installation, ports, postgresPort: postgres.port, clockFile };
  const environment = productEnvironment(addresses);
  const ofWorker = workerEnvironment(addresses);
  writePrivateFile(path.join(dataDir, "env.json"), `${JSON.stringify(environment, null, 2)}\n`);
  writePrivateFile(path.join(dataDir, "worker-env.json"), `${JSON.stringify(ofWorker, null, 2)}\n`);
  const workerLog = path.join(dataDir, "logs", "worker.log");
  if (options.worker !== "manual")
    await steps.run("settlement worker", () => startWorker({ environment: ofWorker, logFile: workerLog, start: supervisor.start }));
  const startOne: Stack["startProduct"] = async (form) => {
    await startProduct(supervisor, { ...form, environment });
  };
  if (next !== null)
    await startNext(next, { dataDir, supervisor, steps, start: (logFile) => startOne({ ...next, port: ports.app, logFile }) });
  const startOneIndexer = async (): Promise<void> => {
    const logFile = path.join(dataDir, "logs", "indexer.log");
    await startIndexer({ environment: indexerEnvironment({ dataDir, ...addresses }), logFile, start: supervisor.start });
  };
  if (next !== null) await steps.run("indexer", startOneIndexer);
  const { superuserUrl } = postgres;
  return {
    dataDir,
    origin: environment["APP_ORIGIN"] ?? "",
    poolUrl,
    chainUrl,
    superuserUrl,
    installation,
    deployment,
    market,
    environment,
    workerEnvironment: ofWorker,
    custody,
    startWorker: async (changes = {}) => {
      const part = await startWorker({
        environment: { ...ofWorker, ...changes },
        logFile: workerLog,
        start: (part) => startPart({ ...part, guard: supervisor.guard }),
      });
      atStop(part.stop);
      return part;
    },
    broken: supervisor.broken,
    startProduct: startOne,
    startIndexer: startOneIndexer,
  };
}

interface NextStart {
  readonly dataDir: string;
  readonly supervisor: Supervisor;
  readonly steps: Steps;
  readonly start: (logFile: string | null) => Promise<void>;
}

async function startNext({ mode, distDir }: ProductForm, { dataDir, supervisor, steps, start }: NextStart): Promise<void> {
  const logFile = path.join(dataDir, "logs", "build.log");
  if (mode === "production" && !isBuilt(distDir)) {
    await steps.run("build (only when sources changed)", () => buildProduct({ distDir, run: supervisor.run, logFile }));
  } else if (mode === "development") {
    rmSync(path.join(distDir, "dev", "types"), { recursive: true, force: true });
  }
  await steps.run("Next", () => start(mode === "development" ? null : path.join(dataDir, "logs", "next.log")));
}

/** Rejects when a part breaks or the caller gives up while the start is still going on. */
async function refusal(supervisor: Supervisor, signal: AbortSignal | undefined): Promise<never> {
  const aborted = new Promise<string>((resolve) => {
    if (signal?.aborted === true) resolve("Stopped.");
    signal?.addEventListener("abort", () => {
      resolve("Stopped.");
    });
  });
  throw new LaunchError(await Promise.race([supervisor.broken, aborted]));
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
