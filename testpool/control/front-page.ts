// What a person sees who opens the pool's address in a browser.
import type { TestPool } from "../server/test-pool";
import { escapeHtml, renderPage } from "./html";

const LINKS: readonly (readonly [path: string, name: string, what: string])[] = [
  ["inbox", "Inbox", "codes that a real pool would have mailed"],
  ["demo", "Demo users", "who can sign in, and with what"],
  ["clock", "Clock", "the pool's time"],
  ["trail", "Trail", "what administrators did"],
  ["requests", "Requests", "which operations were called"],
];

/** The pools that live here, and the ways into the control API. */
export function renderFrontPage(pool: TestPool): string {
  const links = LINKS.map(([path, name, what]) => `<li><a href="/_testpool/${path}">${name}</a>: ${what}</li>`);
  const pools = pool.needs.store.entries("pools").map(([id, { name }]) => {
    const keySet = `/${escapeHtml(id)}/.well-known/jwks.json`;
    const inbox = `/_testpool/inbox?poolId=${encodeURIComponent(id)}`;
    return `<li>${escapeHtml(name)} (<code>${escapeHtml(id)}</code>): <a href="${inbox}">inbox</a>, <a href="${keySet}">key set</a></li>`;
  });
  return renderPage("Holdfast test pool", `<ul>${links.join("")}</ul><h2>Pools</h2><ul>${pools.join("")}</ul>`);
}
