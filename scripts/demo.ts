// `npm run demo [-- --fresh] [-- --data DIR]` and, with --dev, `npm run dev`: the whole product on this machine.
import { parseArgs } from "node:util";
import { demoReport } from "./stack/demo-report";
import { explainFailure, LaunchError } from "./stack/launch-error";
import type { StackPorts } from "./stack/stack-ports";
import { startStack, type Stack } from "./stack/start-stack";
import { createSteps } from "./stack/steps";
import { watchAncestors } from "./stack/watch-ancestors";

const USAGE = "usage: npm run demo -- [--fresh] [--data DIR]";
const DATA = ".data/demo";

interface Arguments {
  readonly dev: boolean;
  readonly fresh: boolean;
  readonly data: string;
}

function readArguments(): Arguments {
  try {
    const { values } = parseArgs({ options: { dev: { type: "boolean" }, fresh: { type: "boolean" }, data: { type: "string" } } });
    return { dev: values.dev === true, fresh: values.fresh === true, data: values.data ?? DATA };
  } catch (cause) {
    throw new LaunchError(`${cause instanceof Error ? cause.message : "Wrong arguments."} (${USAGE})`, { cause });
  }
}

function readPort(name: string, fallback: number): number {
  const text = process.env[name] || String(fallback);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new LaunchError(`${name} must be a port number from 1 to 65535.`);
  return port;
}

const readPorts = (): StackPorts => ({
  app: readPort("PORT", 3000),
  pool: readPort("TESTPOOL_PORT", 9330),
  chain: readPort("CHAIN_PORT", 8545),
  mail: readPort("TESTPOOL_SMTP_PORT", 9325),
});

async function main(steps: ReturnType<typeof createSteps>): Promise<void> {
  const { dev, fresh, data } = readArguments();
  const leaving = new AbortController();
  const left = new Promise<null>((resolve) => {
    leaving.signal.addEventListener("abort", () => {
      resolve(null);
    });
  });
  // Every later signal is taken and does nothing: the way down has begun and shall not be cut short.
  const leave = (): void => {
    leaving.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, leave);
  watchAncestors(leave);
  if (process.env["DATABASE_URL"]) steps.say("DATABASE_URL is set, but the demo always uses a database of its own.");
  const startedAt = performance.now();
  let stack: Stack;
  try {
    steps.say(`Holdfast ${dev ? "in development form" : "demo"}, data in ${data}`);
    const next = { mode: dev ? "development" : "production", distDir: process.env["NEXT_DIST_DIR"] || ".next" } as const;
    stack = await startStack({ dataDir: data, ports: readPorts(), next, market: "live", fresh, steps, signal: leaving.signal });
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
    steps.say("\nStopped before it was up.");
    return;
  }
  steps.say(`  Up in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  steps.say(demoReport(stack));
  const broken = await Promise.race([stack.broken, left]);
  steps.say(broken === null ? "\nStopping …" : "");
  await stack.stop();
  if (broken !== null) throw new LaunchError(broken);
}

// A terminal that is gone must not end the way down before everything else has ended.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
await main(createSteps((text) => process.stdout.write(text))).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\n${explainFailure(error, DATA).message}\n`);
    process.exit(1);
  },
);
