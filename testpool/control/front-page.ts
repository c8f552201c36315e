// What a person sees who opens the pool's address in a browser.
import type { TestPool } from "../server/test-pool";
import { escapeHtml, renderPage } from "./html";

/** The pools that live here, and the way to the inbox. */
export function renderFrontPage(pool: TestPool): string {
  const pools = pool.needs.store
    .entries("pools")
    .map(([id, { name }]) => `<li>${escapeHtml(name)} (<a href="/${escapeHtml(id)}/.well-known/jwks.json">${escapeHtml(id)}</a>)</li>`);
  return renderPage(
    "Holdfast test pool",
    `<p><a href="/_testpool/inbox">Inbox</a>: codes that a real pool would have mailed.</p><p><a href="/_testpool/demo">Demo users</a></p><ul>${pools.join("")}</ul>`,
  );
}
