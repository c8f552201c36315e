// The inbox of every address, for a person who waits for a code.
import type { MessageRecord } from "../store/records";
import { escapeHtml, renderPage } from "./html";

const REFRESH_SECONDS = 5;

function renderMessage(message: MessageRecord): string {
  return `<article><p class="meta">To ${escapeHtml(message.to)} · <time datetime="${escapeHtml(message.at)}">${escapeHtml(message.at)}</time></p>
<h2>${escapeHtml(message.subject)}</h2><p>${escapeHtml(message.text)}</p><p class="code">${escapeHtml(message.code)}</p></article>`;
}

/** The page: newest first, and it looks again by itself every few seconds. */
export function renderInbox(messages: readonly MessageRecord[]): string {
  const list = [...messages].reverse().map(renderMessage).join("\n");
  return renderPage("Inbox", list === "" ? "<p>No messages yet. This page looks again every five seconds.</p>" : list, REFRESH_SECONDS);
}
