// A route handler on a small HTTP server, so that a test meets it as a client does.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";

/** A handler as the framework's own routes are, without the part of the path. */
export type RouteHandler = (request: Request) => Promise<Response>;

/** A server that has a port and waits for its handler. */
export interface MountedRoute {
  readonly origin: string;
  serve(handler: RouteHandler): void;
  close(): Promise<void>;
}

function toRequest(request: IncomingMessage, origin: string): Request {
  const headers = new Headers();
  for (let at = 0; at < request.rawHeaders.length; at += 2) headers.append(request.rawHeaders[at] ?? "", request.rawHeaders[at + 1] ?? "");
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const body = hasBody ? { body: Readable.toWeb(request) as ReadableStream<Uint8Array>, duplex: "half" as const } : {};
  return new Request(new URL(request.url ?? "/", origin), { method: request.method ?? "GET", headers, ...body });
}

/** Answers requests of Node's server by a handler; `origin` completes their paths. */
export const answerBy =
  (handler: RouteHandler, origin: string) =>
  async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const response = await handler(toRequest(incoming, origin));
    // Whoever stands in front has set headers already, and several cookies are several lines.
    for (const [name, value] of response.headers) if (name !== "set-cookie") outgoing.setHeader(name, value);
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
    outgoing.writeHead(response.status);
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  };

/** Listens on a free port of localhost; the handler comes later, because settings want the origin first. */
export async function mountRoute(): Promise<MountedRoute> {
  let handler: RouteHandler | null = null;
  const server: Server = createServer((incoming, outgoing) => {
    const respond = async (): Promise<void> => {
      if (handler === null) throw new Error("The route is not mounted yet.");
      await answerBy(handler, origin)(incoming, outgoing);
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
