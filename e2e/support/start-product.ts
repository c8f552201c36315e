// Starts one process of the product in production form, as `npm start` does, from any folder that holds a build.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { signalProcess, startPart } from "@/scripts/stack/part";
import { KEY_SET_PRELOAD } from "@/scripts/stack/start-product";
import { startGuard } from "@/scripts/stack/start-guard";
import { E2E_DATA } from "./harness-facts";
import { sendRaw } from "./send-raw";

export interface ProductProcess {
  readonly port: number;
  readonly logFile: string;
  stop(): Promise<void>;
  /** SIGKILL: the process ends between two instructions, wherever it is. */
  kill(): Promise<void>;
}

export interface ProductStart {
  /** A folder with `.next` in it: the project's own, or a variant's. */
  readonly folder: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logName: string;
  readonly logFolder?: string;
}

const READY_ATTEMPTS_MAX = 300;

/** Starts it and waits until it answers. It ends with `stop`, or with the process that started it. */
export async function startProduct({
  folder,
  port,
  environment,
  logName,
  logFolder = join(E2E_DATA, "logs"),
}: ProductStart): Promise<ProductProcess> {
  mkdirSync(logFolder, { recursive: true });
  const logFile = join(logFolder, `${logName}.log`);
  const guard = startGuard();
  const args = ["--import", import.meta.resolve("tsx"), "--import", pathToFileURL(KEY_SET_PRELOAD).href, "scripts/serve.ts"];
  const env = { PATH: process.env.PATH ?? "", NODE_ENV: "production", ...environment, PORT: String(port) } as const;
  const part = await startPart({ name: logName, file: process.execPath, args, cwd: resolve(folder), env, guard, logFile });
  const stop = async (): Promise<void> => {
    await part.stop();
    await guard.close();
  };
  const kill = async (): Promise<void> => {
    signalProcess(-part.pid, "SIGKILL");
    await part.ended;
    await guard.close();
  };
  const host = new URL(environment["APP_ORIGIN"] ?? "").host;
  for (let attempt = 0; attempt < READY_ATTEMPTS_MAX; attempt++) {
    if (part.hasEnded()) break;
    const answer = await sendRaw(port, {
      method: "GET",
      target: "/api/health",
      headers: [
        ["Host", host],
        ["Connection", "close"],
      ],
    }).catch(() => null);
    if (answer?.status === 200) return { port, logFile, stop, kill };
    await new Promise((wait) => setTimeout(wait, 100));
  }
  const tail = part.logTail();
  await stop();
  throw new Error(`${logName} did not come up on port ${String(port)}:\n${tail}`);
}
