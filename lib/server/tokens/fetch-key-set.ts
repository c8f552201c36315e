// One bounded fetch of the pool's key set: no redirects, 64 KiB, 3 s. (jose's own loader took a 300 MiB set.)
import "server-only";
import type { KeyObject } from "node:crypto";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { guardKeys } from "./guard-keys";

const TIMEOUT_MS = 3_000;
const DOCUMENT_BYTES_MAX = 64 * 1024;

/** The sound keys at `url` by id. Throws UnavailableError("jwks") for anything but a document with at least one of them. */
export async function fetchKeySet(url: string): Promise<ReadonlyMap<string, KeyObject>> {
  const keys = guardKeys(await fetchDocument(url));
  if (keys.size === 0) throw new UnavailableError("jwks", "The key set has no key that can be used.");
  return keys;
}

async function fetchDocument(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, {
      redirect: "error",
      cache: "no-store",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status !== 200) throw new Error(`The key set answered with status ${response.status}.`);
    const document: unknown = JSON.parse(await readBounded(response));
    return document;
  } catch (cause) {
    throw new UnavailableError("jwks", "The key set did not answer as it should.", { cause });
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > DOCUMENT_BYTES_MAX) throw new Error("The key set is too large.");
    chunks.push(chunk);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}
