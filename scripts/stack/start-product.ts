// A product process: Next behind our own server, in production form from a build or in the developer's form.
import { request } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Part } from "./part";
import type { Supervisor } from "./supervisor";
import { waitUntilReady } from "./wait-until";

/** What lets Amplify's server adapter find the keys of the local pool; it is the pool's own, and the product knows nothing of it. */
export const KEY_SET_PRELOAD = path.resolve("testpool/preload/redirect-key-set.ts");

export interface ProductForm {
  readonly mode: "production" | "development";
  /** The build's folder; several builds can stand side by side. */
  readonly distDir: string;
}

interface ProductOptions extends ProductForm {
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  /** Null prints to the terminal. */
  readonly logFile: string | null;
}

/** Starts one product process and answers once it says that it is alive. */
export async function startProduct(supervisor: Supervisor, { mode, distDir, environment, port, logFile }: ProductOptions): Promise<Part> {
  const part = await supervisor.start({
    name: "The product's server",
    file: process.execPath,
    args: [
      ...["--import", "tsx", "--import", pathToFileURL(KEY_SET_PRELOAD).href],
      path.resolve("scripts/serve.ts"),
      ...(mode === "development" ? ["--dev"] : []),
    ],
    logFile,
    env: {
      ...process.env,
      ...environment,
      NODE_ENV: mode,
      PORT: String(port),
      NEXT_DIST_DIR: distDir,
      NEXT_TELEMETRY_DISABLED: "1",
      HOLDFAST_PARENT_PID: String(process.pid),
    },
  });
  const { host } = new URL(environment["APP_ORIGIN"] ?? `http://localhost:${port}`);
  await waitUntilReady(part, () => isAlive(port, host), { timeoutMs: 120_000, pollMs: 50 });
  return part;
}

/** The server admits only the origin's own host, also for a second process on another port. */
async function isAlive(port: number, host: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const asked = request({ host: "127.0.0.1", port, path: "/api/health", headers: { host }, timeout: 60_000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", () => {
      resolve(false);
    });
    asked.end();
  });
}
