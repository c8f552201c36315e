// What came back over the wire, read without a client library, so that repeated headers and broken bodies stay visible.

/** One answer. `status` 0 means that the server closed the connection without a word. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

const SILENCE: RawAnswer = { status: 0, headers: [], text: "" };

/** The first value of a header, or null. */
export const headerOf = (answer: RawAnswer, name: string): string | null =>
  answer.headers.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1] ?? null;

/** Every value of a header that may repeat, such as Set-Cookie. */
export const headersOf = (answer: RawAnswer, name: string): string[] =>
  answer.headers.filter(([given]) => given.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

/** Everything a reader of the answer could see: status line, headers and body in one string, for canary searches. */
export const visibleText = (answer: RawAnswer): string =>
  `${String(answer.status)}\n${answer.headers.map((pair) => pair.join(": ")).join("\n")}\n\n${answer.text}`;

/**
 * Reads an answer from the bytes received so far. Answers null while bytes are missing and the connection is still open;
 * once `closed`, what is there counts as the whole. Interim answers (1xx) are skipped.
 */
export function readAnswer(bytes: Buffer, request: { readonly method: string }, closed: boolean): RawAnswer | null {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return closed ? SILENCE : null;
  const [statusLine = "", ...lines] = bytes.subarray(0, headEnd).toString("latin1").split("\r\n");
  const status = Number(statusLine.split(" ")[1]);
  const rest = bytes.subarray(headEnd + 4);
  if (status >= 100 && status < 200 && status !== 101) return readAnswer(rest, request, closed);
  const headers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const);
  const body = readBody(rest, status, request.method, headers, closed);
  return body === null ? null : { status, headers, text: body.toString("utf8") };
}

function readBody(rest: Buffer, status: number, method: string, headers: RawAnswer["headers"], closed: boolean): Buffer | null {
  const value = (name: string) => headers.find(([given]) => given.toLowerCase() === name)?.[1];
  if (method === "HEAD" || status === 204 || status === 304 || status === 101) return Buffer.alloc(0);
  if (value("transfer-encoding")?.toLowerCase() === "chunked") {
    // A stream of events ends when its session does; what it says first is answer enough.
    const isStream = value("content-type")?.startsWith("text/event-stream") === true;
    return readChunks(rest, closed || (isStream && rest.includes("\n\n")));
  }
  const length = value("content-length");
  if (length === undefined) return closed ? rest : null;
  return rest.length >= Number(length) || closed ? rest.subarray(0, Number(length)) : null;
}

function readChunks(bytes: Buffer, closed: boolean): Buffer | null {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) break;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    if (Number.isNaN(size) || size === 0) return Buffer.concat(parts);
    if (bytes.length < lineEnd + 2 + size) break;
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return closed ? Buffer.concat(parts) : null;
}
