// Where the attacks go: the demo on this machine, and nowhere else, whatever the settings say.
import { createServer } from "node:net";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { AppAddress } from "../support/app-client";

/** The addresses of the demo. */
export interface Target {
  readonly app: AppAddress;
  readonly poolUrl: string;
}

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);
const portOf = (text: string | undefined, fallback: number): number => (/^\d{1,5}$/.test(text ?? "") ? Number(text) : fallback);

/** Reads APP_ORIGIN, PORT and TESTPOOL_PORT, with the demo's own as defaults. Refuses, in a sentence, every origin that is not this machine's. */
export function targetOf(environment: Readonly<Record<string, string | undefined>>): Result<Target, string> {
  const port = portOf(environment["PORT"], 3000);
  const origin = environment["APP_ORIGIN"] || `http://localhost:${String(port)}`;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url === null || url.protocol !== "http:" || url.origin !== origin || !LOOPBACK.has(url.hostname))
    return refuse(`These attacks go to this machine only, and ${origin} is not an http origin of it.`);
  return accept({
    app: { origin, ports: [environment["PORT"] ? port : portOf(url.port, 80)] },
    poolUrl: `http://127.0.0.1:${String(portOf(environment["TESTPOOL_PORT"], 9330))}`,
  });
}

/** Whether this system lets a program call from this loopback address: Linux does from all of 127.0.0.0/8, others only from those that were set up. */
export function mayCallFrom(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(0, address, () => server.close(() => resolve(true)));
  });
}
