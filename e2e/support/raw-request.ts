// One HTTP/1.1 request exactly as it goes over the wire. No client library stands between, because libraries mend
// what an attacker sends broken: repeated headers, absolute targets, odd methods, two lengths.

/** A request as the attacker writes it: headers in order, repeats allowed, nothing added. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Buffer;
}

/** The bytes of the request. Only what the request names is sent; even Host and Content-Length are the caller's business. */
export function requestBytes(request: RawRequest): Buffer {
  const lines = [`${request.method} ${request.target} HTTP/1.1`, ...request.headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), Buffer.from(request.body ?? "")]);
}

/** The body as one or more chunks of the chunked coding, for servers that only count declared lengths. */
export function chunked(body: string | Buffer, chunkBytes = 4096): Buffer {
  const bytes = Buffer.from(body);
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}
