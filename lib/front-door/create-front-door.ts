// The HTTP server in front of the framework. Everything it refuses is a problem document; nothing a client sends makes it fail.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { problemDocument } from "@/lib/contracts/problem-document";
import type { Refusal } from "@/lib/contracts/refusal";
import { NO_STORE, securityHeaders } from "@/lib/contracts/security-headers";
import { cleanHeaders } from "./clean-headers";
import { judgeRequest, type DoorPolicy } from "./judge-request";
import { receiveBody } from "./receive-body";
import { wholeRequest } from "./whole-request";
import { writeRefusal } from "./write-refusal";

/** What stands behind the door. */
export interface FrontDoorOptions extends DoorPolicy {
  readonly appOrigin: string;
  readonly trustedProxyHops: number;
  /** The framework. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Development only: the framework's reloading socket. Null refuses every upgrade. */
  readonly upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | null;
  /** Told of what was refused and of what failed; never of headers or bodies. */
  readonly log: (event: string, fields: Readonly<Record<string, string | number>>) => void;
}

const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;
const HEADER_BYTES_MAX = 16 * 1024;
/** Files whose names change with their content; the framework lets them be kept. */
const STATIC = "/_next/static/";
const RELOADING_SOCKET = /^\/_next\/hmr(?:\?|$)/;

/** Makes the server; it does not listen yet. */
export function createFrontDoor(options: FrontDoorOptions): Server {
  const server = createServer(
    // A missing Host is answered by us (421), not by Node's bare 400.
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, maxHeaderSize: HEADER_BYTES_MAX, requireHostHeader: false },
    (request, response) => void admit(request, response, options),
  );
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    const refusal = judge(request, options);
    if (refusal === null) response.writeContinue();
    void admit(request, response, options);
  });
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) => {
    refuse(request, response, { code: "malformed_request", detail: "This expectation is not met." }, randomUUID(), options);
  });
  server.on("connect", (_request, socket) => writeRefusal(socket, { code: "method_not_allowed" }));
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    admitUpgrade(request, socket, head, options);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => writeRefusal(socket, refusalOfParser(error.code)));
  return server;
}

const judge = (request: IncomingMessage, options: FrontDoorOptions): Refusal | null =>
  judgeRequest({ method: request.method ?? "", target: request.url ?? "", rawHeaders: request.rawHeaders }, options);

/** Only the developer's reloading socket, and only from our own page. */
function admitUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, options: FrontDoorOptions): void {
  const isOurs = request.headers.origin === undefined || hostOf(request.headers.origin) === request.headers.host;
  const isReloading = options.upgrade !== null && isOurs && RELOADING_SOCKET.test(request.url ?? "");
  const refusal =
    judge(request, options) ??
    (isReloading ? null : { code: "malformed_request" as const, detail: "This server does not upgrade connections." });
  if (refusal !== null) writeRefusal(socket, refusal);
  else options.upgrade?.(request, socket, head);
}

async function admit(request: IncomingMessage, response: ServerResponse, options: FrontDoorOptions): Promise<void> {
  const requestId = randomUUID();
  const refusal = judge(request, options);
  if (refusal !== null) {
    refuse(request, response, refusal, requestId, options);
    return;
  }
  replaceHeaders(
    request,
    cleanHeaders(request.rawHeaders, {
      remoteAddress: request.socket.remoteAddress ?? "unknown",
      trustedProxyHops: options.trustedProxyHops,
      requestId,
    }),
  );
  protect(request, response, options.appOrigin);
  const body = await receiveBody(request, Number(request.headers["content-length"] ?? "0"));
  if (body === null) return;
  try {
    await options.handle(wholeRequest(request, body), response);
  } catch (error) {
    options.log("framework_failed", { requestId, cause: error instanceof Error ? error.message : "unknown" });
    if (response.headersSent) response.destroy();
    else refuse(request, response, { code: "unavailable", retryAfterSeconds: 5 }, requestId, options);
  }
}

/** What the framework answers by itself (a trailing slash it redirects, say) passes neither middleware nor handler of ours. */
function protect(request: IncomingMessage, response: ServerResponse, appOrigin: string): void {
  for (const [name, value] of Object.entries(securityHeaders(appOrigin))) response.setHeader(name, value);
  if (!request.url?.startsWith(STATIC)) response.setHeader("cache-control", NO_STORE);
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal, requestId: string, options: FrontDoorOptions): void {
  const document = problemDocument(refusal, requestId);
  const allow: Record<string, string> = refusal.code === "method_not_allowed" ? { allow: "GET, HEAD, POST, PUT, PATCH, DELETE" } : {};
  options.log("refused_at_the_door", {
    requestId,
    method: (request.method ?? "").slice(0, 16),
    status: document.status,
    code: refusal.code,
  });
  // The rest of the request is not read: a body that was refused must not become the next request.
  response.writeHead(document.status, {
    ...securityHeaders(options.appOrigin),
    ...document.headers,
    ...allow,
    "content-length": String(Buffer.byteLength(document.body)),
    connection: "close",
  });
  response.end(request.method === "HEAD" ? undefined : document.body);
}

/** Node derives `headers` from `rawHeaders` once, at first use; so it is used first and then both are replaced alike. */
function replaceHeaders(request: IncomingMessage, rawHeaders: string[]): void {
  const { headers } = request;
  const kept = new Set(rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()));
  for (const name of Object.keys(headers)) if (!kept.has(name)) delete headers[name];
  headers["x-forwarded-for"] = rawHeaders[rawHeaders.indexOf("X-Forwarded-For") + 1] ?? "unknown";
  headers["x-request-id"] = rawHeaders.at(-1) ?? "";
  request.rawHeaders = rawHeaders;
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

function refusalOfParser(code: string | undefined): Refusal {
  if (code === "HPE_INVALID_METHOD") return { code: "method_not_allowed" };
  if (code === "HPE_HEADER_OVERFLOW") return { code: "too_large" };
  return { code: "malformed_request" };
}
