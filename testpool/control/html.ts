// Pages for people: plain, quiet, loading nothing.

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that can stand anywhere in a page. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:46rem;padding:1.5rem;color:#1a1d21;background:#fafaf8}
.banner{background:#7a1f1f;color:#fff;padding:.5rem .75rem;font-weight:600}h1{font-size:1.5rem}h2{font-size:1.125rem;margin:.25rem 0}
article{border:1px solid #d8d8d2;background:#fff;padding:.75rem 1rem;margin:1rem 0;overflow-wrap:anywhere}.text{white-space:pre-wrap}
.code{font:600 1.5rem ui-monospace,monospace;letter-spacing:.1em;user-select:all;cursor:pointer;border:1px dashed #8a8f96;padding:.125rem .5rem}
.meta{color:#5b6168;font-size:.875rem}nav p{margin:.25rem 0;overflow-wrap:anywhere}nav a{margin-right:.5rem}a{color:#0b4f8a}
a[aria-current]{font-weight:700;color:inherit;text-decoration:none}a:focus-visible{outline:2px solid currentcolor;outline-offset:2px}
:root{color-scheme:light dark}@media (prefers-color-scheme:dark){body{background:#14171a;color:#e6e6e3}
article{background:#1c2024;border-color:#333a40}.meta{color:#a2a9b0}a{color:#8ec1f0}}`;

/** A whole page; `body` is markup that was escaped already. */
export function renderPage(title: string, body: string, refreshSeconds: number | null = null): string {
  const refresh = refreshSeconds === null ? "" : `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
<p class="banner" role="note">TEST ONLY: a local user pool. Nothing here is sent to anyone.</p>
<h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}
