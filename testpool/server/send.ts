// The ways an answer leaves the pool.
import type { ServerResponse } from "node:http";

/** Answers JSON that nobody may keep; `contentType` differs for the Cognito protocol. */
export function sendJson(response: ServerResponse, status: number, body: unknown, contentType = "application/json"): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-holdfast-testpool": "TEST ONLY",
  });
  response.end(text);
}

/** Answers a page that loads nothing and runs nothing. */
export function sendHtml(response: ServerResponse, html: string): void {
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-holdfast-testpool": "TEST ONLY",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
  response.end(html);
}
