// A small reverse proxy between the product and the test pool. It keeps every secret that passed, counts calls per
// operation, and can be told to fail as an outage would. The product knows it only as COGNITO_ENDPOINT.
import { createServer, type IncomingMessage, request as forward, type ServerResponse } from "node:http";
import { type SeenSecret, secretsIn } from "./secrets-seen";

/** How the pool fails: gone, answering 500, nonsense, an empty object, half an answer or a late one, or throttling. */
export type OutageKind = "down" | "error" | "garbage" | "empty" | "cut" | "slow" | "throttle";

/** A fault for one operation, for the key set ("jwks"), or for everything ("*"). It holds until lifted. */
export interface Outage {
  readonly operation: string;
  readonly kind: OutageKind;
  readonly delayMs?: number;
}

export interface Recorder {
  counts(): Readonly<Record<string, number>>;
  secrets(): readonly SeenSecret[];
  setOutages(outages: readonly Outage[]): void;
  close(): Promise<void>;
}

/** Starts the recorder on a loopback port in front of the pool's port. Every setting travels by method call. */
export async function startRecorder(listenPort: number, poolPort: number): Promise<Recorder> {
  const counts: Record<string, number> = {};
  const secrets = new Map<string, SeenSecret>();
  let outages: readonly Outage[] = [];

  const server = createServer((request, response) => {
    void collect(request).then(async (body) => {
      const operation = operationOf(request);
      counts[operation] = (counts[operation] ?? 0) + 1;
      for (const secret of secretsIn(operation, body.toString("utf8"))) secrets.set(secret.value, secret);
      const outage = outages.find((given) => given.operation === operation || given.operation === "*");
      if (outage !== undefined && !(await survives(outage, response))) return;
      const isCut = outage?.kind === "cut";
      pass(poolPort, { request, body, isCut }, response, (answer) => {
        for (const secret of secretsIn(operation, answer)) secrets.set(secret.value, secret);
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(listenPort, "127.0.0.1", resolve);
  });
  return {
    counts: () => ({ ...counts }),
    secrets: () => [...secrets.values()],
    setOutages: (next) => {
      outages = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** "InitiateAuth", "jwks", or the path of anything else. */
function operationOf(request: IncomingMessage): string {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.indexOf(".") + 1);
  return request.url?.endsWith("jwks.json") ? "jwks" : (request.url ?? "/");
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Plays the outage. Answers whether the call still goes through, which only a delay and a cut allow. */
async function survives(outage: Outage, response: ServerResponse): Promise<boolean> {
  const json = { "content-type": "application/x-amz-json-1.1" };
  switch (outage.kind) {
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, outage.delayMs ?? 30_000));
      return true;
    case "cut":
      return true;
    case "down":
      response.socket?.destroy();
      return false;
    case "error":
      response.writeHead(500, json).end(JSON.stringify({ __type: "InternalErrorException", message: "canary-upstream-exception-text" }));
      return false;
    case "garbage":
      response.writeHead(200, { "content-type": "text/html" }).end("<html>canary-upstream-garbage</html>");
      return false;
    case "empty":
      response.writeHead(200, json).end("{}");
      return false;
    case "throttle":
      response
        .writeHead(400, { ...json, "x-amzn-errortype": "TooManyRequestsException" })
        .end(JSON.stringify({ __type: "TooManyRequestsException", message: "Rate exceeded" }));
      return false;
  }
}

interface Passage {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** The pool does what it is asked, and half of its answer is lost. */
  readonly isCut: boolean;
}

function pass(poolPort: number, { request, body, isCut }: Passage, response: ServerResponse, seen: (answer: string) => void): void {
  const headers = { ...request.headers, host: `127.0.0.1:${String(poolPort)}` };
  const upstream = forward({ port: poolPort, host: "127.0.0.1", method: request.method, path: request.url, headers }, (answer) => {
    void collect(answer).then((bytes) => {
      seen(bytes.toString("utf8"));
      if (response.destroyed) return;
      const { "transfer-encoding": _chunked, ...answered } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, { ...answered, "content-length": bytes.length });
      if (isCut) response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
      else response.end(bytes);
    });
  });
  upstream.on("error", () => response.socket?.destroy());
  upstream.end(body);
}
