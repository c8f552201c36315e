// OAuth requests are forms, and nothing else (RFC 6749 §3.2).
import type { IncomingMessage } from "node:http";
import { readBody } from "../server/read-body";
import { OAuthError } from "./oauth-error";

/** The parameters of a form; one that came without a value counts as left out. */
export type Form = Readonly<Record<string, string | undefined>>;

/** Reads the form. Another content type, a body that is too large and a parameter that comes twice are `invalid_request` (RFC 6749 §3.2). */
export async function readForm(request: IncomingMessage): Promise<Form> {
  const contentType = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  const body = await readBody(request);
  if (contentType !== "application/x-www-form-urlencoded" || body === null) throw new OAuthError("invalid_request");
  const entries = [...new URLSearchParams(body)];
  if (new Set(entries.map(([name]) => name)).size < entries.length) throw new OAuthError("invalid_request");
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}
