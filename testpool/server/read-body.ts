// Bodies are small; a large one is read to its end and not kept, so that the connection is in order for the next request.
import type { IncomingMessage } from "node:http";

const BODY_BYTES_MAX = 256 * 1024;

/** The body as text, or null when it is larger than `bytesMax` (256 KiB unless told otherwise). */
export async function readBody(request: IncomingMessage, bytesMax = BODY_BYTES_MAX): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk as Uint8Array);
    bytes += part.length;
    if (bytes <= bytesMax) chunks.push(part);
  }
  return bytes > bytesMax ? null : Buffer.concat(chunks).toString("utf8");
}
