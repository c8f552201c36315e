// The one door to the user pool: Cognito's JSON 1.1 protocol over fetch, bounded in time and size.
// It logs nothing and throws nothing that carries a body.
import "server-only";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { settings } from "@/lib/server/env";

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 64 * 1024;

/** Cognito's own no: the exception's name without a namespace, and its sentence. */
export interface CognitoRefusal {
  readonly name: string;
  readonly message: string;
}

const outage = (cause?: unknown): UnavailableError =>
  new UnavailableError("cognito", "The user pool did not answer as it should.", { cause });

async function readLimited(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > ANSWER_BYTES_MAX) {
      await reader.cancel();
      throw outage();
    }
    chunks.push(next.value);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}

function parseObject(text: string): Record<string, unknown> {
  if (text === "") return {};
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw outage();
  return value as Record<string, unknown>;
}

async function exchange(operation: string, body: object): Promise<{ status: number; answer: Record<string, unknown> }> {
  const response = await fetch(settings().pool.endpoint, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(body),
    redirect: "error",
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, answer: parseObject(await readLimited(response)) };
}

/**
 * Calls one user-pool operation. A 4xx with an exception name is a refusal, throttling included. A 5xx, a timeout of 5 s,
 * an answer over 64 KiB or one that is not a JSON object throws UnavailableError("cognito"): nothing is known to have happened.
 */
export async function callCognito(operation: string, body: object): Promise<Result<Record<string, unknown>, CognitoRefusal>> {
  const { status, answer } = await exchange(operation, body).catch((cause: unknown) => {
    throw cause instanceof UnavailableError ? cause : outage(cause);
  });
  if (status === 200) return accept(answer);
  const { __type: type, message } = answer;
  if (status >= 400 && status < 500 && typeof type === "string") {
    return refuse({ name: type.split("#").at(-1) ?? type, message: typeof message === "string" ? message : "" });
  }
  throw outage();
}
