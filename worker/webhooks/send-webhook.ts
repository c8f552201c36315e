// One delivery: one POST to one pinned address, and nothing of the answer is kept but its class.
import { Agent, request } from "node:https";
import type { IncomingMessage } from "node:http";
import type { DeliveryOutcome } from "@/lib/contracts/signals";
import { judgeWebhookUrl } from "@/lib/signals/judge-webhook-url";
import { type AddressBook, pinAddress, type Resolved } from "./pin-address";

const DEADLINE_MS = 5_000;
const ANSWER_BYTES_MAX = 16 * 1024;
const HEADER_BYTES_MAX = 8 * 1024;

/** A signed message. */
export interface WebhookMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What sending needs of the world; `port` and `ca` differ from the internet's own in tests only. */
export interface WebhookWorld {
  readonly book: AddressBook;
  readonly port?: number;
  readonly ca?: string;
}

/**
 * Sends a message once. Never throws. The name is resolved once and the connection goes to that address, with the certificate checked for the name;
 * no redirect is followed, no proxy of the environment is asked, and after five seconds or 16 KiB of an answer it is over.
 */
export async function sendWebhook({ url, headers, body }: WebhookMessage, world: WebhookWorld): Promise<DeliveryOutcome> {
  const judged = judgeWebhookUrl(url);
  if (!judged.ok) return "no_public_address";
  const target = new URL(judged.value);
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const pinned = await Promise.race([pinAddress(target.hostname, world.book), aborted(deadline)]);
  if (pinned === "too_slow") return "too_slow";
  return pinned.ok ? post(target, pinned.value, { headers, body, deadline }, world) : pinned.refusal;
}

interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly deadline: AbortSignal;
}

function post(target: URL, pinned: Resolved, { headers, body, deadline }: Posting, { port = 443, ca }: WebhookWorld) {
  // An agent of its own: no connection outlives its delivery, and none is shared between two names.
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 });
  return new Promise<DeliveryOutcome>((resolve) => {
    const asked = request({
      ...{ method: "POST", host: target.hostname, servername: target.hostname, port, path: `${target.pathname}${target.search}` },
      // Asked for by the socket; it answers what was judged and asks nobody. Both forms of the answer are Node's own.
      lookup: (_host, options, callback) => {
        if (options.all === true) callback(null, [pinned]);
        else callback(null, pinned.address, pinned.family);
      },
      headers: { ...headers, host: target.host, "content-type": "application/json", "content-length": Buffer.byteLength(body).toString() },
      ...{ agent, signal: deadline, maxHeaderSize: HEADER_BYTES_MAX, rejectUnauthorized: true, minVersion: "TLSv1.2" },
      ...(ca === undefined ? {} : { ca }),
    });
    asked.on("error", (error) => {
      resolve(judgeFailure(error, deadline));
    });
    asked.on("response", (answer) => {
      drain(answer, deadline).then(resolve, () => {
        resolve("odd_answer");
      });
    });
    asked.end(body);
  }).finally(() => {
    agent.destroy();
  });
}

/** Reads the answer to its end or its limit and forgets it. */
async function drain(answer: IncomingMessage, deadline: AbortSignal): Promise<DeliveryOutcome> {
  let bytes = 0;
  try {
    for await (const chunk of answer) {
      bytes += (chunk as Buffer).byteLength;
      if (bytes > ANSWER_BYTES_MAX) {
        answer.destroy();
        break;
      }
    }
  } catch {
    return deadline.aborted ? "too_slow" : "odd_answer";
  }
  return classOf(answer.statusCode ?? 0);
}

function classOf(status: number): DeliveryOutcome {
  if (status >= 200 && status < 300) return "taken";
  if (status >= 300 && status < 400) return "redirect";
  if (status >= 400 && status < 500) return "refused_4xx";
  return status >= 500 && status < 600 ? "failed_5xx" : "odd_answer";
}

function judgeFailure(error: Error, deadline: AbortSignal): DeliveryOutcome {
  if (deadline.aborted) return "too_slow";
  const code = "code" in error ? String(error.code) : "";
  if (code.startsWith("HPE_")) return "odd_answer";
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME)/.test(code) ? "not_trusted" : "not_reached";
}

const aborted = (signal: AbortSignal): Promise<"too_slow"> =>
  new Promise((resolve) => {
    signal.addEventListener("abort", () => {
      resolve("too_slow");
    });
  });
