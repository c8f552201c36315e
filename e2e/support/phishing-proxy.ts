// A phisher's reverse proxy: it shows our real pages under another name and passes every request on. The careless one passes on what the browser says
// of itself; the careful one writes our own origin over it, as the usual kits do.
import { createServer, request as sendRequest, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The name under which the copy is reached; the browser of the test is told that it is this machine. */
export const PHISHING_HOST = "holdfast.evil.test";

export interface PhishingProxy {
  readonly origin: string;
  /** What the product answered to what the copy sent on: "POST /path 403". */
  readonly seen: string[];
  close(): Promise<void>;
}

/** Starts a copy of the product at `target`. */
export async function startPhishingProxy(target: URL, port: number, isCareful: boolean): Promise<PhishingProxy> {
  const seen: string[] = [];
  const relay = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const headers: Record<string, string | string[] | undefined> = { ...incoming.headers, host: target.host };
    if (isCareful && headers["origin"] !== undefined) headers["origin"] = target.origin;
    if (isCareful && headers["referer"] !== undefined) headers["referer"] = `${target.origin}/`;
    const passedOn = sendRequest(
      { host: "127.0.0.1", port, method: incoming.method, path: incoming.url, headers },
      (answer: IncomingMessage) => {
        seen.push(`${incoming.method ?? ""} ${(incoming.url ?? "").split("?")[0] ?? ""} ${String(answer.statusCode)}`);
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passedOn.on("error", () => outgoing.destroy());
    incoming.pipe(passedOn);
  };
  const server: Server = createServer(relay);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://${PHISHING_HOST}:${String((server.address() as AddressInfo).port)}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
