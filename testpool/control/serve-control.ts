// The control API under /_testpool/: outbox, clock, faults, reset, demo data, request counts, and the inbox page.
import type { IncomingMessage, ServerResponse } from "node:http";
import { listMessages } from "../codes/outbox";
import { isFields, type Fields } from "../protocol/shapes";
import { readBody } from "../server/read-body";
import { sendHtml, sendJson } from "../server/send";
import type { TestPool } from "../server/test-pool";
import { describeDemo } from "./describe-demo";
import { renderInbox } from "./inbox-page";
import { parseFault } from "./parse-fault";
import { isCrossSite } from "./refuse-cross-site";

/** A control request that was read and found to be nobody else's. */
interface ControlCall {
  readonly pool: TestPool;
  readonly query: URLSearchParams;
  readonly body: Fields;
}

interface ControlAnswer {
  readonly status: number;
  readonly body: object;
}

const ok = (body: object): ControlAnswer => ({ status: 200, body });
const bad = (message: string): ControlAnswer => ({ status: 400, body: { message } });

function outbox({ pool, query }: ControlCall): ControlAnswer {
  const messages = listMessages(pool.needs.store, query.get("to"));
  return ok({ messages: messages.map(({ to, at, kind, subject, text, code }) => ({ to, at, kind, subject, text, code })) });
}

function clockNow(pool: TestPool): ControlAnswer {
  return ok({ now: pool.needs.clock.nowSeconds(), offsetSeconds: pool.needs.clock.offsetSeconds() });
}

const ADVANCE_SECONDS_MAX = 10 * 366 * 86_400;

function advance({ pool, body }: ControlCall): ControlAnswer {
  const seconds = body["advanceSeconds"];
  if (typeof seconds !== "number" || !Number.isInteger(seconds) || seconds < 0 || seconds > ADVANCE_SECONDS_MAX) {
    return bad("advanceSeconds must be a whole number of seconds, zero or more.");
  }
  pool.advanceClock(seconds);
  return clockNow(pool);
}

function arm({ pool, body }: ControlCall): ControlAnswer {
  const fault = parseFault(body);
  if (typeof fault === "string") return bad(fault);
  pool.faults.arm(fault);
  return ok({ faults: pool.faults.list() });
}

function countRequests({ pool, query }: ControlCall): ControlAnswer {
  const requests = pool.requests.list(query.get("operation"));
  return ok({ count: requests.length, requests });
}

function clearRequests({ pool }: ControlCall): ControlAnswer {
  pool.requests.clear();
  return ok({ count: 0 });
}

function clearFaults({ pool }: ControlCall): ControlAnswer {
  pool.faults.clear();
  return ok({ faults: [] });
}

function reset({ pool }: ControlCall): ControlAnswer {
  pool.reset();
  return clockNow(pool);
}

const ROUTES: Readonly<Record<string, (call: ControlCall) => ControlAnswer>> = {
  "GET outbox": outbox,
  "GET clock": ({ pool }) => clockNow(pool),
  "POST clock": advance,
  "GET fault": ({ pool }) => ok({ faults: pool.faults.list() }),
  "POST fault": arm,
  "DELETE fault": clearFaults,
  "POST reset": reset,
  "GET demo": ({ pool }) => ok(describeDemo(pool.seed)),
  "GET requests": countRequests,
  "POST requests": clearRequests,
  "DELETE requests": clearRequests,
};

function parseBody(text: string | null): Fields | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text.trim() === "" ? "{}" : text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/** Answers a control request; `name` is the path after `/_testpool/`. */
export async function serveControl(
  pool: TestPool,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  query: URLSearchParams,
): Promise<void> {
  if (isCrossSite(request)) {
    sendJson(response, 403, { message: "The control API refuses requests from other sites." });
    return;
  }
  if (name === "inbox" && request.method === "GET") {
    sendHtml(response, renderInbox(listMessages(pool.needs.store, query.get("to"))));
    return;
  }
  const route = ROUTES[`${request.method ?? ""} ${name}`];
  if (route === undefined) {
    const isKnown = Object.keys(ROUTES).some((key) => key.endsWith(` ${name}`));
    sendJson(response, isKnown ? 405 : 404, {
      message: isKnown ? "The control API does not know this method here." : "The control API has nothing here.",
    });
    return;
  }
  const body = parseBody(await readBody(request));
  if (body === null) {
    sendJson(response, 400, { message: "The body must be a JSON object." });
    return;
  }
  const answer = route({ pool, query, body });
  sendJson(response, answer.status, answer.body);
}
