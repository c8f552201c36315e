// One fresh stack for the whole run: the launcher's parts, relays and the recorder in front of what the product depends on,
// and two product processes behind one origin. The run owns its data folder and leaves no process.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isBuilt } from "@/scripts/stack/build-product";
import { startStack } from "@/scripts/stack/start-stack";
import { startHarnessControl } from "./support/harness-control";
import { E2E_DATA, PORTS, writeHarnessFacts } from "./support/harness-facts";
import { createWorkerHandle } from "./support/harness-worker";
import { startRecorder } from "./support/recorder";
import { startRelay } from "./support/relay";
import { startProduct } from "./support/start-product";

const STACK_DATA = join(E2E_DATA, "stack");

export default async function globalSetup(): Promise<() => Promise<void>> {
  for (const left of ["variants", "logs", "harness.json", "demo-totp-step", "operators"]) rmSync(join(E2E_DATA, left), { recursive: true, force: true });
  mkdirSync(E2E_DATA, { recursive: true });
  buildOnce();
  const ends: (() => Promise<unknown>)[] = [];
  const teardown = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    await startEverything((end) => ends.push(end));
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

/** The run attacks the production build of the sources as they are. */
function buildOnce(): void {
  if (isBuilt(".next")) return;
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], {
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (status !== 0) throw new Error("The product does not build, so there is nothing to attack.");
}

async function startEverything(atEnd: (end: () => Promise<unknown>) => void): Promise<void> {
  const stack = await startStack({
    dataDir: STACK_DATA,
    ports: { app: PORTS.app, pool: PORTS.pool, chain: PORTS.chain, mail: PORTS.mail },
    next: null,
    worker: "manual",
    fresh: true,
  });
  atEnd(stack.stop);
  const recorder = await startRecorder(PORTS.recorder, PORTS.pool);
  atEnd(recorder.close);
  const databaseUrl = new URL(stack.environment["DATABASE_URL"] ?? "");
  const relays = {
    database: await startRelay(PORTS.databaseRelay, Number(databaseUrl.port)),
    chain: await startRelay(PORTS.chainRelay, PORTS.chain),
  };
  for (const relay of Object.values(relays)) atEnd(relay.close);
  databaseUrl.port = String(PORTS.databaseRelay);
  const productEnvironment = {
    ...stack.environment,
    COGNITO_ENDPOINT: `http://127.0.0.1:${String(PORTS.recorder)}`,
    DATABASE_URL: databaseUrl.href,
    CHAIN_RPC_URL: `http://127.0.0.1:${String(PORTS.chainRelay)}`,
    // Thousands of sign-ins are made here; that answers are even is measured elsewhere, with its control.
    AUTH_ANSWER_MS_MIN: "50",
  };
  // The worker goes through the same relays: a chain that is down is down for everybody.
  const workerDatabaseUrl = new URL(stack.workerEnvironment["DATABASE_URL"] ?? "");
  workerDatabaseUrl.port = databaseUrl.port;
  const worker = createWorkerHandle(stack, { DATABASE_URL: workerDatabaseUrl.href, CHAIN_RPC_URL: productEnvironment.CHAIN_RPC_URL });
  await worker.do("start");
  const starts = [PORTS.app, PORTS.appSecond].map((port, index) =>
    startProduct({ folder: process.cwd(), port, environment: productEnvironment, logName: `next-${String(index + 1)}` }),
  );
  for (const start of starts) atEnd(async () => (await start).stop());
  const products = await Promise.all(starts);
  await stack.startIndexer();
  const control = await startHarnessControl(PORTS.control, { recorder, relays, worker });
  atEnd(() => new Promise((resolve) => control.close(resolve)));
  writeHarnessFacts({
    origin: stack.origin,
    ports: [PORTS.app, PORTS.appSecond],
    poolUrl: stack.poolUrl,
    controlUrl: `http://127.0.0.1:${String(PORTS.control)}`,
    userPoolId: stack.installation.traders.id,
    clientId: stack.installation.traders.clientId,
    poolKeyFile: join(STACK_DATA, "testpool", "keys.json"),
    productEnvironment,
    custody: stack.custody,
    logFiles: [...products.map(({ logFile }) => logFile), join(STACK_DATA, "logs", "worker.log"), join(STACK_DATA, "logs", "indexer.log")],
  });
}
