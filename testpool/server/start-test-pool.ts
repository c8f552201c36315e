// The pool as an HTTP server on loopback, for the command and for tests.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { receiveMail } from "../mail/receive-mail";
import { handleRequest } from "./handle-request";
import { sendJson } from "./send";
import { openTestPool, type TestPool, type TestPoolOptions } from "./test-pool";

/** A pool that listens. */
export interface RunningTestPool {
  readonly pool: TestPool;
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** The port on which mail of others is received; null when none is. */
  readonly smtpPort: number | null;
  /** Stops listening, ends open connections and closes the state file. */
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 75_000;

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Opens the pool and listens on 127.0.0.1; port 0 picks a free one. Rejects with EADDRINUSE for a busy port. */
export async function startTestPool(
  options: TestPoolOptions & { readonly port: number; readonly smtpPort?: number | null },
): Promise<RunningTestPool> {
  let pool: TestPool | null = null;
  const server = createServer((request, response) => {
    if (pool === null) {
      sendJson(response, 503, { message: "The test pool is starting." });
      return;
    }
    handleRequest(pool, request, response).catch((error: unknown) => {
      process.stderr.write(`TEST ONLY pool: ${error instanceof Error ? (error.stack ?? error.message) : "unknown error"}\n`);
      if (!response.headersSent) sendJson(response, 500, { message: "Internal error in the test pool." });
      else response.destroy();
    });
  });
  // Clients keep connections: closing them early would make a client's next call fail now and then.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // The port is taken before the state is opened, so that two pools never write one file through the same command.
  await listen(server, options.port);
  const opened = openTestPool(options);
  const { smtpPort = null } = options;
  const mail = smtpPort === null ? null : await receiveMail(opened.needs, smtpPort).catch((error: unknown) => leave(error, server, opened));
  pool = opened;
  return {
    pool: opened,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    smtpPort: mail?.port ?? null,
    close: async () => {
      await mail?.close();
      await new Promise<void>((resolve) => {
        server.close(() => {
          opened.close();
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

/** A start that fails half-way leaves nothing open. */
function leave(error: unknown, server: Server, opened: TestPool): never {
  server.close();
  opened.close();
  throw error;
}
