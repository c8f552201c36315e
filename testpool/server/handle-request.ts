// One door for every request: the Host first, then the path.
import type { IncomingMessage, ServerResponse } from "node:http";
import { serveControl } from "../control/serve-control";
import { renderFrontPage } from "../control/front-page";
import { sendHtml, sendJson } from "./send";
import { serveKeySet } from "./serve-key-set";
import { answerPreflight, serveProtocol } from "./serve-protocol";
import type { TestPool } from "./test-pool";

const KEY_SET_PATH = /^\/([\w-]+)\/\.well-known\/jwks\.json$/;

/** True when the request was really meant for this address: a rebound DNS name is not (DNS rebinding). */
function isOwnHost(request: IncomingMessage): boolean {
  const port = request.socket.localPort;
  return request.headers.host === `127.0.0.1:${port}` || request.headers.host === `localhost:${port}`;
}

/** Answers one request. */
export async function handleRequest(pool: TestPool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isOwnHost(request)) {
    sendJson(response, 421, { message: "The test pool answers on 127.0.0.1 and localhost only." });
    return;
  }
  // Cut by hand: the URL class would read "//somewhere/" as a host.
  const target = request.url ?? "/";
  const queryAt = target.includes("?") ? target.indexOf("?") : target.length;
  const pathname = target.slice(0, queryAt);
  const searchParams = new URLSearchParams(target.slice(queryAt + 1));
  const keySet = KEY_SET_PATH.exec(pathname)?.[1];
  if (pathname === "/" && request.method === "POST") return serveProtocol(pool, request, response);
  if (pathname === "/" && request.method === "OPTIONS") {
    answerPreflight(request, response);
    return;
  }
  if (pathname === "/" && request.method === "GET") {
    sendHtml(response, renderFrontPage(pool));
    return;
  }
  if (keySet !== undefined && request.method === "GET") return serveKeySet(pool, keySet, response);
  if (pathname.startsWith("/_testpool/")) return serveControl(pool, request, response, pathname.slice(11), searchParams);
  sendJson(response, 404, { message: "The test pool has nothing at this address." });
}
