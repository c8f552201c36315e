// The control API under /_testpool/: outbox, clock, faults, state, trail, demo data, request counts, and the inbox page.
import type { IncomingMessage, ServerResponse } from "node:http";
import { isFields, type Fields } from "../protocol/shapes";
import { readBody } from "../server/read-body";
import { sendHtml, sendJson } from "../server/send";
import type { TestPool } from "../server/test-pool";
import { bad, ok, type ControlAnswer, type ControlCall, type Route } from "./control-call";
import { describeDemo } from "./describe-demo";
import { findMessages } from "./find-messages";
import { renderInbox } from "./inbox-page";
import { clockNow, moveClock } from "./move-clock";
import { addSeed, reset, restore, snapshot } from "./move-state";
import { parseFault } from "./parse-fault";
import { readTrail } from "./read-trail";
import { isCrossSite } from "./refuse-cross-site";
import { rotateKeys } from "./rotate-keys";

function outbox({ pool, query }: ControlCall): ControlAnswer {
  const messages = findMessages(pool.needs.store, query);
  if (typeof messages === "string") return bad(messages);
  return ok({ messages: messages.map(({ to, at, kind, subject, text, code }) => ({ to, at, kind, subject, text, code })) });
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

const ROUTES: Readonly<Record<string, Route>> = {
  "GET outbox": outbox,
  "GET clock": ({ pool }) => clockNow(pool),
  "POST clock": moveClock,
  "GET fault": ({ pool }) => ok({ faults: pool.faults.list() }),
  "POST fault": arm,
  "DELETE fault": clearFaults,
  "POST reset": reset,
  "POST rotate-keys": rotateKeys,
  "POST seed": addSeed,
  "GET snapshot": snapshot,
  "POST snapshot": restore,
  "GET trail": readTrail,
  "GET demo": ({ pool }) => ok(describeDemo(pool.seed)),
  "GET requests": countRequests,
  "POST requests": clearRequests,
  "DELETE requests": clearRequests,
};

/** A snapshot is as large as the state; everything else is small. */
const SNAPSHOT_BYTES_MAX = 256 * 1024 * 1024;

function parseBody(text: string | null): Fields | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text.trim() === "" ? "{}" : text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

function sendInbox(pool: TestPool, response: ServerResponse, query: URLSearchParams): void {
  const { store } = pool.needs;
  const messages = findMessages(store, query);
  if (typeof messages === "string") sendJson(response, 400, { message: messages });
  else sendHtml(response, renderInbox(messages, { query, everything: store.entries("messages").map(([, message]) => message) }));
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
    sendInbox(pool, response, query);
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
  const body = parseBody(await readBody(request, name === "snapshot" ? SNAPSHOT_BYTES_MAX : undefined));
  if (body === null) {
    sendJson(response, 400, { message: "The body must be a JSON object." });
    return;
  }
  const answer = route({ pool, query, body });
  sendJson(response, answer.status, answer.body);
}
