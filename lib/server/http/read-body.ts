// Reads a request's body with a cap that holds whatever its length header says.
import "server-only";
import type { ZodType } from "zod";
import { parseJsonObject, scanJson } from "@/lib/identity/strict-json";
import { refuseCall } from "./refuse-call";

const DEPTH_MAX = 16;

/** The body as UTF-8 text. Refuses `too_large` over the cap and `malformed_request` for bytes that are no UTF-8. */
export async function readBodyText(request: Request, bytesMax: number): Promise<string> {
  const reader = request.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      refuseCall({ code: "too_large" });
    }
    chunks.push(next.value);
  }
  return decode(Buffer.concat(chunks));
}

/** A byte order mark stays in the text, where JSON refuses it. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuseCall({ code: "malformed_request" });
  }
}

/** The body as what `schema` says. Refuses `malformed_request` for what is not one JSON object with unique names, `invalid_request` for another shape. */
export async function readJsonBody<T>(request: Request, bytesMax: number, schema: ZodType<T>): Promise<T> {
  const text = await readBodyText(request, bytesMax);
  const value = parseJsonObject(text);
  if (!value) refuseCall({ code: "malformed_request" });
  const scan = scanJson(text);
  if (scan.hasDoubledName || scan.depth > DEPTH_MAX) refuseCall({ code: "malformed_request" });
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : refuseCall({ code: "invalid_request", detail: fieldOf(parsed.error.issues[0]?.path) });
}

const fieldOf = (path: readonly PropertyKey[] | undefined): string => {
  const name = (path ?? []).map(String).join(".");
  return /^[\w.-]{1,80}$/.test(name) ? `Look at the field "${name}".` : "Look at the fields of the request.";
};
