// A route handler on a small HTTP server, so that a test meets it as a client does.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";

type Handler = (request: Request) => Promise<Response>;

/** A server that has a port and waits for its handler. */
export interface MountedRoute {
  readonly origin: string;
  serve(handler: Handler): void;
  close(): Promise<void>;
}

function toRequest(request: IncomingMessage, origin: string): Request {
  const headers = new Headers();
  for (let at = 0; at < request.rawHeaders.length; at += 2) headers.append(request.rawHeaders[at] ?? "", request.rawHeaders[at + 1] ?? "");
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const body = hasBody ? { body: Readable.toWeb(request) as ReadableStream<Uint8Array>, duplex: "half" as const } : {};
  return new Request(new URL(request.url ?? "/", origin), { method: request.method ?? "GET", headers, ...body });
}

/** Listens on a free port of localhost; the handler comes later, because settings want the origin first. */
export async function mountRoute(): Promise<MountedRoute> {
  let handler: Handler | null = null;
  const server: Server = createServer((incoming, outgoing) => {
    const respond = async (): Promise<void> => {
      if (handler === null) throw new Error("The route is not mounted yet.");
      const response = await handler(toRequest(incoming, origin));
      outgoing.writeHead(response.status, [...response.headers].flat());
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    };
    respond().catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    serve: (given) => {
      handler = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
