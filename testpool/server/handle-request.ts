// One door for every request: the Host first, then the path.
import type { IncomingMessage, ServerResponse } from "node:http";
import { serveControl } from "../control/serve-control";
import { renderFrontPage } from "../control/front-page";
import { serveDiscovery } from "../oauth/serve-discovery";
import { serveOAuth } from "../oauth/serve-oauth";
import { sendHtml, sendJson } from "./send";
import { serveKeySet } from "./serve-key-set";
import { answerPreflight, serveProtocol } from "./serve-protocol";
import type { TestPool } from "./test-pool";

const WELL_KNOWN_PATH = /^\/([\w-]+)\/\.well-known\/(jwks\.json|openid-configuration)$/;

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
  const [, wellKnownPool, wellKnown] = WELL_KNOWN_PATH.exec(pathname) ?? [];
  if (pathname === "/" && request.method === "POST") return serveProtocol(pool, request, response);
  if (pathname === "/" && request.method === "OPTIONS") {
    answerPreflight(request, response);
    return;
  }
  if (pathname === "/" && request.method === "GET") {
    sendHtml(response, renderFrontPage(pool));
    return;
  }
  if (wellKnownPool !== undefined && request.method === "GET") {
    if (wellKnown === "jwks.json") return serveKeySet(pool, wellKnownPool, response);
    serveDiscovery(pool, wellKnownPool, `http://${request.headers.host ?? ""}`, response);
    return;
  }
  if (pathname.startsWith("/oauth2/")) return serveOAuth(pool, request, response, pathname.slice(8));
  if (pathname.startsWith("/_testpool/")) return serveControl(pool, request, response, pathname.slice(11), searchParams);
  sendJson(response, 404, { message: "The test pool has nothing at this address." });
}
