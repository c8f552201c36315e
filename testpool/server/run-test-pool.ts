// The command: arguments and environment in, a listening pool out, one sentence for whatever is in the way.
import { preparePowersOfG } from "../srp/power-of-g";
import { readSeedFile } from "../store/seed";
import { SeedError } from "../store/seed-fields";
import { loadTriggers, TriggersError } from "../triggers/load-triggers";
import { parseArguments, StartError } from "./parse-arguments";
import { refuseProduction } from "./refuse-production";
import { startTestPool, type RunningTestPool } from "./start-test-pool";
import { stopWithParent } from "./stop-with-parent";

type Environment = Readonly<Record<string, string | undefined>>;

function explain(error: unknown, port: number | string | null): string {
  if (error instanceof StartError || error instanceof SeedError || error instanceof TriggersError) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return `Port ${port} is busy: the test pool cannot listen there. Stop what uses it or choose another with ${typeof port === "string" ? "--port or --smtp-port" : "--port"}.`;
  }
  return `The test pool cannot start: ${error instanceof Error ? error.message : "unknown error"}`;
}

function stopOn(running: RunningTestPool, env: Environment): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    void running.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const parentPid = Number(env["HOLDFAST_PARENT_PID"]);
  if (Number.isInteger(parentPid) && parentPid > 0) stopWithParent(parentPid, stop);
}

/** Runs the pool until it is told to stop; exits with 1 and one sentence when it cannot start. */
export async function runTestPool(argv: readonly string[], env: Environment): Promise<void> {
  let port: number | string | null = null;
  try {
    refuseProduction(env);
    const settings = parseArguments(argv);
    port = settings.smtpPort === null ? settings.port : `${settings.port} or ${settings.smtpPort}`;
    const { triggersFile } = settings;
    const triggers = triggersFile === null ? {} : { triggers: await loadTriggers(triggersFile) };
    const running = await startTestPool({ ...settings, ...triggers, seed: readSeedFile(settings.seedFile) });
    // Keys take longest, so nobody waits for them before the first token does.
    const { keys, store } = running.pool.needs;
    for (const [poolId] of store.entries("pools")) void keys.prepare(poolId);
    stopOn(running, env);
    process.stderr.write("TEST ONLY: this is a local Cognito user pool. Anyone on this machine can read its codes.\n");
    process.stdout.write(`ready ${running.url}\n`);
    void preparePowersOfG();
  } catch (error) {
    process.stderr.write(`${explain(error, port)}\n`);
    process.exit(1);
  }
}
