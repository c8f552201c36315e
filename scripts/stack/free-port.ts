// Ports are asked of the system, never guessed.
import { createServer } from "node:net";
import { errorCode, LaunchError } from "./launch-error";

/** A port of 127.0.0.1 that nobody holds right now; another program can still take it first, so callers retry. */
export async function freePort(): Promise<number> {
  return await listenOnce("127.0.0.1", 0);
}

/** The first of `count` ports in a row that nobody holds right now. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await freePort();
    const others = Array.from({ length: count - 1 }, (_, index) => first + 1 + index);
    const tries = await Promise.allSettled(others.map((port) => listenOnce("127.0.0.1", port)));
    if (tries.every(({ status }) => status === "fulfilled")) return first;
  }
}

/**
 * Refuses with one sentence when something already listens on `port`. The IPv6 loopback is asked too, because a browser
 * that opens "localhost" may go there first and meet the other program.
 */
export async function requireFreePort(port: number, purpose: string, variable: string): Promise<void> {
  for (const host of ["127.0.0.1", "::1"]) {
    try {
      await listenOnce(host, port);
    } catch (error) {
      const code = errorCode(error);
      if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") continue;
      throw new LaunchError(
        code === "EADDRINUSE"
          ? `Port ${port} (${purpose}) is already in use; stop the program that holds it or choose another by setting ${variable}.`
          : `Port ${port} (${purpose}) cannot be opened (${code ?? "unknown reason"}); choose another by setting ${variable}.`,
        { cause: error },
      );
    }
  }
}

async function listenOnce(host: string, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });
  });
}
