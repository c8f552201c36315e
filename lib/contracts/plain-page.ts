// A page made of nothing but itself, for when the framework cannot or must not render one: an outage at the gate, a session being renewed.

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

/** What a plain page shows. Texts are escaped here. */
export interface PlainPage {
  readonly title: string;
  readonly heading: string | null;
  readonly sentence: string;
  /** A form with one button that posts `value` as `to`. */
  readonly form: { readonly action: string; readonly to: string; readonly label: string; readonly submitsItself: boolean } | null;
}

const STYLE = "body{font:1rem/1.5 system-ui,sans-serif;margin:20vh auto;max-width:28rem;padding:0 1.5rem;color-scheme:light dark}";

function formOf(form: NonNullable<PlainPage["form"]>, nonce: string): string {
  const fields = `<input type="hidden" name="to" value="${escapeHtml(form.to)}"><button>${escapeHtml(form.label)}</button>`;
  const script = form.submitsItself ? `<script nonce="${nonce}">document.getElementById("form").submit()</script>` : "";
  return `<form id="form" method="post" action="${escapeHtml(form.action)}">${fields}</form>${script}`;
}

/** The page as HTML; `nonce` must be fresh and be the one of its policy. */
export function plainPage(page: PlainPage, nonce: string): string {
  const heading = page.heading === null ? "" : `<h1>${escapeHtml(page.heading)}</h1>`;
  const form = page.form === null ? "" : formOf(page.form, nonce);
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<meta name="robots" content="noindex"><title>${escapeHtml(page.title)}</title><style nonce="${nonce}">${STYLE}</style></head>` +
    `<body><main>${heading}<p>${escapeHtml(page.sentence)}</p>${form}</main></body></html>`
  );
}

/** The policy of such a page: its own style and script and nothing else. */
export function plainPagePolicy(nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}

/** What a person reads while a part is down. */
export const OUTAGE_PAGE: PlainPage = {
  title: "Not answering · Holdfast",
  heading: "We cannot show this right now",
  sentence: "A part we depend on is not answering. You are still signed in, and nothing was changed. Try again in a moment.",
  form: null,
};
