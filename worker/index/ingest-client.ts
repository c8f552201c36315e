// The product's ingest as the indexer calls it.
import * as z from "zod";
import type { BlocksRequest, CursorDto, NetworkDto, NetworkRequest, RewindRequest } from "@/lib/contracts/ingest";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { MachineToken } from "./machine-token";

const TIMEOUT_MS = 20_000;

/** The ingest's verbs. All throw UnavailableError when they could not be asked, and an Error with the code when the product will not have it. */
export interface IngestClient {
  register(request: NetworkRequest): Promise<NetworkDto>;
  cursor(network: string, before?: number): Promise<CursorDto>;
  /** The cursor after the batch; refused with the cursor when the batch does not begin there. */
  post(batch: BlocksRequest): Promise<Result<CursorDto, CursorDto>>;
  /** The cursor after the rewind; refused with the cursor when the index stands elsewhere. */
  rewind(request: RewindRequest): Promise<Result<CursorDto, CursorDto>>;
}

const PLACE = z.object({ number: z.number(), hash: z.string() });
const CURSOR = z.object({
  network: z.string(),
  block: PLACE.extend({ atSeconds: z.number() }).nullable(),
  headNumber: z.number().nullable(),
  kept: z.array(PLACE),
});
const CONFLICT = z.object({ code: z.literal("conflict"), cursor: CURSOR });
const NETWORK = z.object({ pairs: z.array(z.object({ address: z.string(), id: z.number() })) });

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The ingest of the product at `appOrigin`, with a token renewed once when it is refused. */
export function createIngestClient(appOrigin: string, token: MachineToken): IngestClient {
  const ask = async (method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<Answer> => {
    const used = await token.get();
    const first = await send(`${appOrigin}${path}`, method, used, body);
    return first.status === 401 ? send(`${appOrigin}${path}`, method, await token.renew(used), body) : first;
  };
  const write = async (path: string, body: object): Promise<Result<CursorDto, CursorDto>> => {
    const answer = await ask("POST", path, body);
    const conflict = answer.status === 409 ? CONFLICT.safeParse(answer.body) : null;
    return conflict?.success === true ? refuse(conflict.data.cursor) : accept(readAs(CURSOR, answer));
  };
  return {
    register: async (request) => readAs(NETWORK, await ask("PUT", "/api/ingest/networks", request)),
    cursor: async (network, before) => {
      const more = before === undefined ? "" : `&before=${before}`;
      return readAs(CURSOR, await ask("GET", `/api/ingest/cursor?network=${encodeURIComponent(network)}${more}`));
    },
    post: (batch) => write("/api/ingest/blocks", batch),
    rewind: (request) => write("/api/ingest/rewind", request),
  };
}

async function send(url: string, method: string, token: string, body: object | undefined): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new UnavailableError("app", "The product did not answer.", { cause });
  });
  const read: unknown = await answer.json().catch(() => null);
  // A proxy's own error page, a build that is being replaced, an outage of the database: all of them pass.
  if (answer.status >= 500 || answer.status === 429)
    throw new UnavailableError("app", `The product is not able to answer (${answer.status}).`);
  return { status: answer.status, body: read };
}

function readAs<T>(schema: z.ZodType<T>, { status, body }: Answer): T {
  const parsed = schema.safeParse(body);
  if (status === 200 && parsed.success) return parsed.data;
  const problem = z.object({ code: z.string(), detail: z.string().optional() }).safeParse(body);
  throw new Error(`The ingest refused: ${status} ${problem.success ? `${problem.data.code} ${problem.data.detail ?? ""}` : ""}`.trim());
}
