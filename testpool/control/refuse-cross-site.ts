// The control API moves clocks and shows codes: no page of another origin may reach it, not even blindly.
import type { IncomingMessage } from "node:http";

/** True when a browser says that another origin sent this request. Tools that send neither header are let through. */
export function isCrossSite(request: IncomingMessage): boolean {
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  const port = request.socket.localPort;
  const isForeignOrigin = origin !== undefined && origin !== `http://127.0.0.1:${port}` && origin !== `http://localhost:${port}`;
  return isForeignOrigin || (site !== undefined && site !== "same-origin" && site !== "none");
}
