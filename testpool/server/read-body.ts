// Bodies are small; a large one is refused before it is collected.
import type { IncomingMessage } from "node:http";

const BODY_BYTES_MAX = 256 * 1024;

/** The body as text, or null when it is larger than 256 KiB. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk as Uint8Array);
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString("utf8");
}
