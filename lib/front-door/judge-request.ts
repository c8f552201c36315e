// What the server refuses before the framework sees it: methods, request lines, hosts, lengths and paths that two readers could read differently.
import { findRoute } from "@/lib/contracts/find-route";
import type { Refusal } from "@/lib/contracts/refusal";

/** A request as it stands on the wire. */
export interface RequestHead {
  readonly method: string;
  /** The second word of the request line, undecoded. */
  readonly target: string;
  /** Names and values in turn, as received. */
  readonly rawHeaders: readonly string[];
}

/** What this door admits. */
export interface DoorPolicy {
  /** Host headers that are us, in lower case. */
  readonly hosts: ReadonlySet<string>;
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const TARGET_CHARACTERS_MAX = 4_096;
const BODY_BYTES_MAX_ELSEWHERE = 16 * 1024;
// Encoded separators, dots, percent signs and controls: whoever decodes once more would see another path.
const HIDDEN_IN_PATH = /%(?:2[eEfF5]|5[cC]|[01][0-9A-Fa-f]|7[fF])/;
const PLAIN_TARGET = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?[\]|{}^`"<>]|%[0-9A-Fa-f]{2})*$/;
// Names by which the framework passes routing to itself.
const FRAMEWORK_QUERY = /^(?:nxtP|nxtI|__next)/;
const FRAMEWORK_FILE = /\.(?:rsc|action|meta)$|\.segments(?:\/|$)/;
const CLOSED_PATH = /^\/_next\/(?:image|data)(?:\/|$)/;

// A load balancer asks a process for its health by the address it sends requests to; it cannot be told to ask by name.
const HEALTH_TARGET = /^\/api\/health(?:\/ready)?$/;
const ADDRESS_HOST = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\])(?::\d{1,5})?$/;

const malformed = (detail: string): Refusal => ({ code: "malformed_request", detail });

/** Every value of a header, in order. */
export function headerValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

/** The refusal of a request, or null when it may go on to the framework. Never throws, whatever it is given. */
export function judgeRequest(head: RequestHead, policy: DoorPolicy): Refusal | null {
  if (!METHODS.has(head.method)) return { code: "method_not_allowed" };
  const hosts = headerValues(head.rawHeaders, "host");
  const badTarget = judgeTarget(head.target);
  if (badTarget) return badTarget;
  if (hosts.length !== 1 || !isAsked((hosts[0] ?? "").toLowerCase(), head, policy)) return { code: "misdirected" };
  return judgeLength(head) ?? judgePath(head.target);
}

const isAsked = (host: string, { method, target }: RequestHead, { hosts }: DoorPolicy): boolean =>
  hosts.has(host) || (["GET", "HEAD"].includes(method) && HEALTH_TARGET.test(target) && ADDRESS_HOST.test(host));

function judgeTarget(target: string): Refusal | null {
  if (target.length > TARGET_CHARACTERS_MAX) return malformed("The address is too long.");
  if (!PLAIN_TARGET.test(target)) return malformed("The address is not a path of this server.");
  const path = target.split("?", 1)[0] ?? "";
  if (path.includes("//") || HIDDEN_IN_PATH.test(path) || !isDecodable(path)) return malformed("The path can be read in two ways.");
  if (path.split("/").some((segment) => segment === "." || segment === "..")) return malformed("The path can be read in two ways.");
  return null;
}

function judgeLength({ method, target, rawHeaders }: RequestHead): Refusal | null {
  if (headerValues(rawHeaders, "transfer-encoding").length > 0)
    return { code: "too_large", detail: "Say the length of the body with Content-Length." };
  const lengths = headerValues(rawHeaders, "content-length");
  if (lengths.length === 0) return null;
  const length = lengths[0] ?? "";
  if (lengths.length > 1 || !/^\d{1,15}$/.test(length)) return malformed("The length of the body is not a number.");
  const cap =
    method === "GET" || method === "HEAD"
      ? 0
      : Math.max(findRoute(target.split("?", 1)[0] ?? "")?.bodyMaxBytes ?? 0, BODY_BYTES_MAX_ELSEWHERE);
  return Number(length) > cap ? { code: "too_large" } : null;
}

function judgePath(target: string): Refusal | null {
  const path = target.split("?", 1)[0] ?? "";
  // Everything after the first question mark is the query; a second one inside it hides nothing.
  const query = target.slice(path.length + 1);
  if (CLOSED_PATH.test(path) || FRAMEWORK_FILE.test(path)) return { code: "not_found" };
  const names = [...new URLSearchParams(query).keys()];
  return names.some((name) => FRAMEWORK_QUERY.test(name)) ? malformed("The query has a name that is not ours.") : null;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
