// Several processes of the product's front door behind one origin, for a test that has a database and a pool and needs no page.
import { spawn } from "node:child_process";
import { once } from "node:events";

/** Running doors, by port. */
export interface ProductDoors {
  readonly ports: readonly [number, ...number[]];
  readonly pids: readonly number[];
  /** What they printed to standard error; nothing in a good run. */
  faults(): string;
  stop(): Promise<void>;
}

/** What they serve: where sign-ins go, and one page's figures behind the second gate. */
const HANDLERS = ["/api/auth/cognito", "/api/portfolio"] as const;
const START_SECONDS_MAX = 20;

/** Starts `count` of them with these settings; rejects when one does not say `ready` in time. */
export async function startProductDoors(count: number, environment: Readonly<Record<string, string>>): Promise<ProductDoors> {
  let faults = "";
  const starts = Array.from({ length: count }, () => {
    const args = ["--conditions=react-server", "--import", import.meta.resolve("tsx"), "lib/testing/product-door.ts", ...HANDLERS];
    const env = {
      PATH: process.env["PATH"] ?? "",
      NODE_ENV: "production",
      ...environment,
      HOLDFAST_PARENT_PID: String(process.pid),
    } as const;
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    child.stderr.on("data", (chunk: Buffer) => (faults += chunk.toString()));
    const ready = new Promise<number>((resolve, reject) => {
      child.stdout.on("data", (chunk: Buffer) => {
        const port = /^ready (\d+)$/m.exec(chunk.toString())?.[1];
        if (port !== undefined) resolve(Number(port));
      });
      child.once("exit", () => reject(new Error(`A door ended before it was ready: ${faults}`)));
      setTimeout(
        () => reject(new Error(`A door is not ready after ${String(START_SECONDS_MAX)} s: ${faults}`)),
        START_SECONDS_MAX * 1_000,
      ).unref();
    });
    return { child, ready };
  });
  const stop = async (): Promise<void> => {
    for (const { child } of starts) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  };
  try {
    const [first = 0, ...others] = await Promise.all(starts.map(({ ready }) => ready));
    return { ports: [first, ...others], pids: starts.map(({ child }) => child.pid ?? 0), faults: () => faults, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}
