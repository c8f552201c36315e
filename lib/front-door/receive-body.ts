// A client that promises a body and leaves, or sends it drop by drop, costs only this door: the framework gets what is whole.
import type { IncomingMessage } from "node:http";

/** Waits for the announced number of bytes (small: the door has judged the length). Null when the client left before; then nobody is there to be answered. */
export function receiveBody(request: IncomingMessage, bytes: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      resolve(body.length === bytes ? body : null);
    });
    request.on("close", () => {
      resolve(null);
    });
    // Without a listener, a connection that breaks would be an error nobody handles.
    request.on("error", () => undefined);
  });
}
