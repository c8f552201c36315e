// The suites run in other processes than the stack's owner, so the owner listens on a loopback port for their few wishes:
// what passed the recorder, and which part shall fail now.
import { createServer, type IncomingMessage, type Server } from "node:http";
import { WORKER_ORDERS, type WorkerHandle } from "./harness-worker";
import type { Outage, Recorder } from "./recorder";
import type { Relay, RelayState } from "./relay";

export interface ControlledParts {
  readonly recorder: Recorder;
  readonly relays: Readonly<Record<string, Relay>>;
  readonly worker: WorkerHandle;
}

/** Starts the control server. Everything it knows is of this run and worthless after it. */
export async function startHarnessControl(port: number, parts: ControlledParts): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request, parts)
      .then((value) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value)))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

async function answer(request: IncomingMessage, { recorder, relays, worker }: ControlledParts): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body: unknown = chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString("utf8"));
  switch (request.url) {
    case "/counts":
      return recorder.counts();
    case "/secrets":
      return recorder.secrets();
    case "/outages":
      recorder.setOutages(body as Outage[]);
      return {};
    case "/relay": {
      const { part, state } = body as { part: string; state: RelayState };
      const relay = relays[part];
      if (relay === undefined) throw new Error(`There is no relay in front of ${part}`);
      await relay.set(state);
      return {};
    }
    case "/worker": {
      const order = WORKER_ORDERS.find((known) => known === (body as { order: string }).order);
      if (order === undefined) throw new Error("The worker can be started, stopped and killed");
      await worker.do(order);
      return {};
    }
    default:
      throw new Error(`The harness knows no ${String(request.url)}`);
  }
}
