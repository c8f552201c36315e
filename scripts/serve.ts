// Starts the product's web server (`npm start`): settings first, then the framework behind our front door. `--dev` is the developer's form.
import { existsSync } from "node:fs";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { createFrontDoor } from "@/lib/front-door/create-front-door";
import { hostsOf } from "@/lib/front-door/hosts-of";
import { tellLeaving } from "@/lib/ground/on-leave";
import { parseSettings } from "@/lib/settings/parse-settings";
import type { Settings } from "@/lib/settings/settings";

const DRAIN_MS = 5_000;
const PARENT_CHECK_MS = 500;
const IDLE_CHECK_MS = 100;

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const log = (event: string, fields: Readonly<Record<string, string | number>>): void => {
  process.stdout.write(`${JSON.stringify({ level: "info", time: new Date().toISOString(), event, ...fields })}\n`);
};

function readSettings(): Settings {
  const result = parseSettings(process.env);
  return result.ok ? result.value : stop(result.refusal);
}

function readPort(): number {
  const text = process.env["PORT"] || "3000";
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : stop("PORT must be a number from 1 to 65535.");
}

/** Whoever started us may be killed without a word; then nobody needs this process any more. */
function leaveWithParent(): void {
  const parent = Number(process.env["HOLDFAST_PARENT_PID"]);
  if (!Number.isSafeInteger(parent) || parent <= 1) return;
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(0);
    }
  }, PARENT_CHECK_MS).unref();
}

function leaveOnSignal(server: Server, close: () => Promise<void>): void {
  let isLeaving = false;
  const leave = (): void => {
    if (isLeaving) process.exit(1);
    isLeaving = true;
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    server.close(() => void close().finally(() => process.exit(0)));
    tellLeaving();
    // A connection that becomes idle from now on would otherwise be kept for a request that nobody takes any more.
    setInterval(() => {
      server.closeIdleConnections();
    }, IDLE_CHECK_MS).unref();
  };
  process.on("SIGTERM", leave);
  process.on("SIGINT", leave);
}

async function main(): Promise<void> {
  const isDevelopment = process.argv.includes("--dev");
  const settings = readSettings();
  const port = readPort();
  const address = process.env["HOST"] || "127.0.0.1";
  const folder = join(process.cwd(), process.env["NEXT_DIST_DIR"] || ".next");
  if (!isDevelopment && !existsSync(join(folder, "BUILD_ID"))) stop("There is no build to serve: run `npm run build` first.");

  // React and Next choose their form by it when they are loaded, hence before the import.
  Object.assign(process.env, { NODE_ENV: isDevelopment ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
  const { default: next } = await import("next");
  // Next hangs its own upgrade handler on the server it is given; it gets one that nobody can reach, and we pass on what we admit.
  const behind = new EventEmitter();
  const app = next({ dev: isDevelopment, dir: process.cwd(), hostname: address, port, httpServer: behind as Server });
  await app.prepare();
  const handle = app.getRequestHandler();

  const server = createFrontDoor({
    appOrigin: settings.appOrigin,
    hosts: hostsOf({ appOrigin: settings.appOrigin, address, port }),
    trustedProxyHops: settings.trustedProxyHops,
    handle: (request, response) => handle(request, response),
    upgrade: isDevelopment
      ? (request: IncomingMessage, socket: Duplex, head: Buffer) => void behind.emit("upgrade", request, socket, head)
      : null,
    log,
  });
  server.once("error", (error: NodeJS.ErrnoException) =>
    stop(
      error.code === "EADDRINUSE"
        ? `Port ${port} is taken by another program: stop it, or choose another port with PORT.`
        : `The server could not listen on ${address}:${port} (${error.code ?? error.name}).`,
    ),
  );
  server.listen(port, address, () => log("listening", { address, port, origin: settings.appOrigin }));
  leaveWithParent();
  leaveOnSignal(server, () => app.close());
}

await main();
