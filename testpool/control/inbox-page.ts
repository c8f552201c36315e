// The inbox of every address, for a person who waits for a code. It runs no script: one click on a code selects it whole.
import type { MessageRecord } from "../store/records";
import { escapeHtml, renderPage } from "./html";

const REFRESH_SECONDS = 5;
const FILTERS = { to: "Address", kind: "Kind", poolId: "Pool" } as const;
type FilterName = keyof typeof FILTERS;

/** What the page was asked for, and every message there is, from which the filters are made. */
interface InboxView {
  readonly query: URLSearchParams;
  readonly everything: readonly MessageRecord[];
}

function renderMessage({ to, at, kind, poolId, subject, text, code }: MessageRecord): string {
  const meta = [
    `To ${escapeHtml(to)}`,
    escapeHtml(kind),
    escapeHtml(poolId),
    `<time datetime="${escapeHtml(at)}">${escapeHtml(at)}</time>`,
  ];
  return `<article><h2>${escapeHtml(subject)}</h2><p class="meta">${meta.join(" · ")}</p>
<p class="text">${escapeHtml(text)}</p><p><span class="code" title="One click selects the code">${escapeHtml(code)}</span></p></article>`;
}

/** A link to the page with one filter changed; null takes the filter away. */
function renderLink(query: URLSearchParams, name: FilterName, value: string | null): string {
  const next = new URLSearchParams(query);
  if (value === null) next.delete(name);
  else next.set(name, value);
  const isCurrent = query.get(name) === value;
  const address = `/_testpool/inbox${next.size === 0 ? "" : `?${next.toString()}`}`;
  return `<a href="${escapeHtml(address)}"${isCurrent ? ' aria-current="true"' : ""}>${escapeHtml(value ?? "all")}</a>`;
}

function renderFilter({ query, everything }: InboxView, name: FilterName): string {
  const values = [...new Set([...everything.map((message) => message[name]), query.get(name) ?? ""])]
    .filter((value) => value !== "")
    .sort();
  const links = [null, ...values].map((value) => renderLink(query, name, value));
  return `<p><strong>${FILTERS[name]}:</strong> ${links.join(" ")}</p>`;
}

/** The page: newest first, and it looks again by itself every few seconds. */
export function renderInbox(messages: readonly MessageRecord[], view: InboxView): string {
  const names: readonly FilterName[] = ["to", "kind", "poolId"];
  const filters = `<nav aria-label="Filters">${names.map((name) => renderFilter(view, name)).join("")}</nav>`;
  const list = [...messages].reverse().map(renderMessage).join("\n");
  const nothing = "<p>No messages yet. This page looks again every five seconds.</p>";
  return renderPage("Inbox", `${view.everything.length === 0 ? "" : filters}${list === "" ? nothing : list}`, REFRESH_SECONDS);
}
