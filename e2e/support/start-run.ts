// Everything a suite needs to run: the launcher's parts, relays and the recorder in front of what the product depends on,
// and two product processes behind one origin. The journeys and the game day start it alike, each with ports and a folder of its own.
import { join } from "node:path";
import { startStack } from "@/scripts/stack/start-stack";
import { startHarnessControl } from "./harness-control";
import type { HarnessFacts, PORTS } from "./harness-facts";
import { createWorkerHandle } from "./harness-worker";
import { startRecorder } from "./recorder";
import { startRelay } from "./relay";
import { startProduct } from "./start-product";

export interface RunPlaces {
  readonly stackFolder: string;
  readonly logFolder: string;
  readonly ports: Readonly<Record<keyof typeof PORTS, number>>;
}

type AtEnd = (end: () => Promise<unknown>) => void;

const loopback = (port: number): string => `http://127.0.0.1:${String(port)}`;

function throughRelay(url: string | undefined, port: number): string {
  const changed = new URL(url ?? "");
  changed.port = String(port);
  return changed.href;
}

/** Starts the run and answers where everything is. Whatever was started is handed to `atEnd` at once, so that a failed start can be undone. */
export async function startRun({ stackFolder, logFolder, ports }: RunPlaces, atEnd: AtEnd): Promise<HarnessFacts> {
  const stack = await startStack({
    ...{ dataDir: stackFolder, next: null, worker: "manual", fresh: true },
    ports: { app: ports.app, pool: ports.pool, chain: ports.chain, mail: ports.mail },
  });
  atEnd(stack.stop);
  const recorder = await startRecorder(ports.recorder, ports.pool);
  atEnd(recorder.close);
  const relays = {
    database: await startRelay(ports.databaseRelay, Number(new URL(stack.environment["DATABASE_URL"] ?? "").port)),
    chain: await startRelay(ports.chainRelay, ports.chain),
    mail: await startRelay(ports.mailRelay, ports.mail),
  };
  for (const relay of Object.values(relays)) atEnd(relay.close);
  const productEnvironment = {
    ...stack.environment,
    COGNITO_ENDPOINT: loopback(ports.recorder),
    DATABASE_URL: throughRelay(stack.environment["DATABASE_URL"], ports.databaseRelay),
    OPS_DATABASE_URL: throughRelay(stack.environment["OPS_DATABASE_URL"], ports.databaseRelay),
    CHAIN_RPC_URL: loopback(ports.chainRelay),
    // Thousands of sign-ins are made here; that answers are even is measured elsewhere, with its control.
    AUTH_ANSWER_MS_MIN: "50",
  };
  // The worker goes through the same relays: a chain that is down is down for everybody.
  const throughRelays = {
    DATABASE_URL: throughRelay(stack.workerEnvironment["DATABASE_URL"], ports.databaseRelay),
    CHAIN_RPC_URL: productEnvironment.CHAIN_RPC_URL,
    MAIL_SMTP_URL: `smtp://127.0.0.1:${String(ports.mailRelay)}`,
  };
  const worker = createWorkerHandle(stack, throughRelays);
  await worker.do("start");
  const starts = [ports.app, ports.appSecond].map((port, index) =>
    startProduct({ folder: process.cwd(), port, environment: productEnvironment, logName: `next-${String(index + 1)}`, logFolder }),
  );
  for (const start of starts) atEnd(async () => (await start).stop());
  const products = await Promise.all(starts);
  await stack.startIndexer();
  const control = await startHarnessControl(ports.control, { recorder, relays, worker });
  atEnd(() => new Promise((resolve) => control.close(resolve)));
  return {
    origin: stack.origin,
    ports: [ports.app, ports.appSecond],
    variantPort: ports.variant,
    poolUrl: stack.poolUrl,
    controlUrl: loopback(ports.control),
    userPoolId: stack.installation.traders.id,
    clientId: stack.installation.traders.clientId,
    chainUrl: stack.chainUrl,
    stackFolder,
    poolKeyFile: join(stackFolder, "testpool", "keys.json"),
    productEnvironment,
    workerEnvironment: { ...stack.workerEnvironment, ...throughRelays },
    superuserUrl: stack.superuserUrl,
    custody: stack.custody,
    logFiles: [
      ...products.map(({ logFile }) => logFile),
      join(stackFolder, "logs", "worker.log"),
      join(stackFolder, "logs", "indexer.log"),
    ],
  };
}
