// What one tab of this browser tells the others about the session that they share. It says nothing but that something happened.

/** `signed_out`: leave, and keep nothing. `signing_in_again`: leave, and come back here. `stayed`: the trader acted. */
export type TabNews = "signed_out" | "signing_in_again" | "stayed";

const NAME = "holdfast.session";
const ALL: ReadonlySet<unknown> = new Set<TabNews>(["signed_out", "signing_in_again", "stayed"]);

/** Tells every other tab. A browser without channels tells nobody; the server refuses those tabs all the same. */
export function tellTabs(news: TabNews): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(news);
  channel.close();
}

/** Hears what other tabs tell until the answered function is called. */
export function hearTabs(hear: (news: TabNews) => void): () => void {
  if (typeof BroadcastChannel === "undefined") return () => undefined;
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (ALL.has(data)) hear(data as TabNews);
  };
  return () => {
    channel.close();
  };
}
