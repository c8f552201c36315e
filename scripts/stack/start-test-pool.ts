// The local user pool, as a process of its own: the product reaches it over HTTP like any other pool.
import path from "node:path";
import type { Supervisor } from "./supervisor";
import { waitUntilReady } from "./wait-until";

interface TestPoolOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly smtpPort: number;
  readonly seedFile: string;
  readonly clockFile: string;
  /** What the triggers read: the pools they belong to, and their key. */
  readonly triggerEnvironment: Readonly<Record<"COGNITO_USER_POOL_ID" | "COGNITO_STAFF_USER_POOL_ID" | "RECOVERY_TICKET_KEY", string>>;
}

/** Starts the test pool and answers its URL once it says that it is ready. */
export async function startTestPool(
  supervisor: Supervisor,
  { dataDir, port, smtpPort, seedFile, clockFile, triggerEnvironment }: TestPoolOptions,
): Promise<string> {
  const part = await supervisor.start({
    name: "The test pool",
    file: process.execPath,
    args: [
      path.resolve("testpool/bin/holdfast-testpool.mjs"),
      "--port",
      String(port),
      "--smtp-port",
      String(smtpPort),
      "--data",
      path.join(dataDir, "testpool"),
      "--seed",
      seedFile,
      "--clock-file",
      clockFile,
      "--triggers",
      path.resolve("infra/triggers/local-pool.ts"),
    ],
    logFile: path.join(dataDir, "logs", "testpool.log"),
    // The pool refuses to run in production, and rightly so; the product beside it runs in production form all the same.
    env: { ...process.env, ...triggerEnvironment, NODE_ENV: "test", HOLDFAST_MODE: "demo", HOLDFAST_PARENT_PID: String(process.pid) },
  });
  await waitUntilReady(part, async () => /^ready /m.test(part.logTail()), { timeoutMs: 30_000, pollMs: 25 });
  return `http://127.0.0.1:${port}`;
}
