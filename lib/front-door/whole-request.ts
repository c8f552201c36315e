// The request as the framework gets it: complete, unread, and no longer tied to the client's connection. On the connection's own request
// the framework throws where nobody catches when a client leaves early, and refuses a stream that has been read before.
import { IncomingMessage } from "node:http";

/** The same request with its received body. A client that leaves is then seen by the response alone. */
export function wholeRequest(request: IncomingMessage, body: Buffer): IncomingMessage {
  const whole = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(whole, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  if (body.length > 0) whole.push(body);
  whole.push(null);
  return whole;
}
