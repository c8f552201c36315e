// The trades as they come in. The connection is made anew whenever it is cut and goes on where it stood; what the page is told, it is told once.
import { createEventReader, type EventFrame } from "@/lib/contracts/event-frames";
import type { SwapRowDto } from "@/lib/contracts/swap-list";
import type { RetractionDto } from "@/lib/contracts/trades";
import { BACKGROUND } from "./background";
import { backOffSeconds } from "./back-off";
import { fetchResponse } from "./fetch-response";
import { ProblemError } from "./problem-error";

/** `away`: the tab is hidden, so nothing is fetched; what was missed comes when it is seen again. */
export type StreamState = "connecting" | "live" | "lost" | "away";

export interface StreamListener {
  readonly onTrade: (trade: SwapRowDto) => void;
  readonly onRetraction: (retraction: RetractionDto) => void;
  /** Too much was missed: load the list anew. */
  readonly onReset: () => void;
  readonly onState: (state: StreamState) => void;
}

const HIDDEN_MS = 20_000;
/** A server that beats every few seconds and is silent for this long is not there any more. */
const SILENCE_MS = 20_000;
/** A stream that lived this long was fine, and its end no reason to hold back. */
const FINE_MS = 5_000;
const FIRST_RETRY_MS = 300;

/** Listens from the place `after` with the filters in `query` (without its question mark). Answers how to stop. */
export function openTradeStream(query: string, after: string, listener: StreamListener): () => void {
  let place = BigInt(after);
  let isOver = false;
  let connection: AbortController | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (frame: EventFrame): void => {
    const seq = frame.id === null ? null : BigInt(frame.id);
    if (isOver || seq === null) return;
    if (frame.event === "reset") {
      place = seq;
      listener.onReset();
      return;
    }
    // A place that was told already is never told again, whatever the network repeats.
    if (seq <= place) return;
    place = seq;
    if (frame.event === "trade") listener.onTrade(JSON.parse(frame.data) as SwapRowDto);
    if (frame.event === "retract") listener.onRetraction(JSON.parse(frame.data) as RetractionDto);
  };

  const connect = async (): Promise<void> => {
    const own = new AbortController();
    connection = own;
    const startedAtMs = performance.now();
    let askedSeconds = 0;
    try {
      const path = `/api/trades/stream?after=${place.toString()}${query === "" ? "" : `&${query}`}` as const;
      const response = await fetchResponse(path, { headers: { ...BACKGROUND, accept: "text/event-stream" }, signal: own.signal });
      if (own.signal.aborted) return;
      listener.onState("live");
      await readFrames(response, own, tell);
    } catch (error) {
      if (error instanceof ProblemError) askedSeconds = error.problem.retryAfterSeconds ?? 0;
    }
    if (own.signal.aborted && connection !== own) return;
    connection = null;
    if (isOver || document.hidden) return;
    const wasFine = performance.now() - startedAtMs >= FINE_MS;
    failures = wasFine ? 0 : failures + 1;
    if (!wasFine) listener.onState("lost");
    const waitMs = wasFine
      ? FIRST_RETRY_MS
      : backOffSeconds({ inARow: Math.min(failures, 4), askedSeconds, chance: Math.random() }) * 1_000;
    timer = setTimeout(() => void connect(), Math.max(FIRST_RETRY_MS, waitMs));
  };

  const stop = (): void => {
    clearTimeout(timer);
    const current = connection;
    connection = null;
    current?.abort();
  };
  const start = (): void => {
    if (isOver || connection !== null) return;
    clearTimeout(timer);
    listener.onState("connecting");
    void connect();
  };
  const unwatch = watchPage(start, (state) => {
    stop();
    listener.onState(state);
  });
  start();
  return () => {
    isOver = true;
    unwatch();
    stop();
  };
}

/** Calls `start` when the page can be read by somebody and a network is there, `rest` when not. Answers how to stop watching. */
function watchPage(start: () => void, rest: (state: "away" | "lost") => void): () => void {
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const onVisibility = (): void => {
    clearTimeout(hiding);
    if (!document.hidden) {
      start();
      return;
    }
    hiding = setTimeout(() => {
      rest("away");
    }, HIDDEN_MS);
  };
  const onOffline = (): void => {
    rest("lost");
  };
  document.addEventListener("visibilitychange", onVisibility);
  addEventListener("online", start);
  addEventListener("offline", onOffline);
  return () => {
    clearTimeout(hiding);
    document.removeEventListener("visibilitychange", onVisibility);
    removeEventListener("online", start);
    removeEventListener("offline", onOffline);
  };
}

/** Reads until the stream ends; throws when it breaks or falls silent. */
async function readFrames(response: Response, connection: AbortController, tell: (frame: EventFrame) => void): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const read = createEventReader();
  let silence: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      silence = setTimeout(() => {
        connection.abort();
      }, SILENCE_MS);
      const piece = await reader?.read();
      clearTimeout(silence);
      if (piece === undefined || piece.done) return;
      for (const frame of read(piece.value)) tell(frame);
    }
  } finally {
    clearTimeout(silence);
  }
}
