// The feed as a stream that is resumed where it was cut: first what was missed, then what comes in, each event once and in order.
import "server-only";
import { HEARTBEAT_FRAME, writeEventFrame } from "@/lib/contracts/event-frames";
import type { TradeFilters } from "@/lib/contracts/trade-filters";
import { MISSED_TRADES_MAX } from "@/lib/contracts/trades";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { type FeedEvent, isWanted } from "./feed-event";
import type { FeedParts } from "./feed-parts";
import { hubOfProcess } from "./hub-of-process";
import { readEvents, readFollowed } from "./read-events";
import { readHead } from "./read-head";
import type { FeedListener, TradeHub } from "./trade-hub";

/** Bytes that may wait for a reader. One that falls further behind is cut; it comes back and is told what it missed. */
const WAITING_BYTES_MAX = 2 * 1024 * 1024;
const TOO_MANY_OPEN = { code: "rate_limited", retryAfterSeconds: 30, detail: "Too many live feeds are open." } as const;

export interface StreamParts extends FeedParts {
  readonly hub: TradeHub;
}

/** Who reads: the session that is asked after, and the token that the stream ends with. */
export type StreamReader = Pick<Trader, "sub" | "sessionId"> & { readonly claims: Pick<Trader["claims"], "expiresAtSeconds"> };

/**
 * Opens a stream of frames after the place `after` (null: from now on). More than MISSED_TRADES_MAX missed events, or a place that never was, give one
 * event `reset`. Throws RefusalError `rate_limited` for too many streams, UnavailableError on an outage. It ends with the token or the session.
 */
export async function openTradeStream(
  reader: StreamReader,
  filters: TradeFilters,
  after: bigint | null,
  parts: StreamParts = { database: services().database, hub: hubOfProcess() },
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  const waiting: FeedEvent[] = [];
  // Until what was missed is written, what comes in waits.
  let isLive = false;
  let sent = after ?? 0n;
  let followed: ReadonlySet<string> = new Set();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  const stop = (): void => {
    parts.hub.leave(listener);
    // A stream that its reader has left is closed already.
    if (controller !== null && controller.desiredSize !== null) controller.close();
    controller = null;
  };
  const write = (text: string): void => {
    if (controller === null) return;
    controller.enqueue(encoder.encode(text));
    if ((controller.desiredSize ?? 0) <= 0) stop();
  };
  const tell = (events: readonly FeedEvent[]): void => {
    for (const event of events) {
      if (event.seq <= sent) continue;
      sent = event.seq;
      if (isWanted(event, filters, followed)) write(event.frame);
    }
  };
  const freshen = async (): Promise<void> => {
    if (filters.isFollowed) followed = await parts.database.asTrader(reader.sub, readFollowed);
  };
  const listener: FeedListener = {
    ...{ sub: reader.sub, sessionId: reader.sessionId, endsAtSeconds: reader.claims.expiresAtSeconds },
    deliver: (events) => {
      if (isLive) tell(events);
      else waiting.push(...events);
    },
    beat: () => {
      write(HEARTBEAT_FRAME);
      freshen().catch(() => undefined);
    },
    end: stop,
  };

  const stream = controlledStream(
    (given) => {
      controller = given;
    },
    () => {
      controller = null;
      parts.hub.leave(listener);
    },
  );
  const place = await parts.hub.join(listener);
  if (place === null) throw new RefusalError(TOO_MANY_OPEN);
  try {
    await freshen();
    write(HEARTBEAT_FRAME);
    const missed = await readMissed(reader, filters, after, place, parts);
    for (const frame of missed === "too_many" ? [RESET(place)] : missed.map((event) => event.frame)) write(frame);
    if (missed === "too_many" || after === null || after < place) sent = place;
  } catch (error) {
    parts.hub.leave(listener);
    throw error;
  }
  tell(waiting);
  isLive = true;
  return stream;
}

const RESET = (place: bigint): string => writeEventFrame({ event: "reset", id: place.toString(), data: "{}" });

function controlledStream(
  start: (controller: ReadableStreamDefaultController<Uint8Array>) => void,
  cancel: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream({ start, cancel }, new ByteLengthQueuingStrategy({ highWaterMark: WAITING_BYTES_MAX }));
}

async function readMissed(
  { sub }: StreamReader,
  filters: TradeFilters,
  after: bigint | null,
  place: bigint,
  { database }: StreamParts,
): Promise<readonly FeedEvent[] | "too_many"> {
  if (after === null || after === place) return [];
  // Another process may be a little ahead of this one; further than the feed itself nobody can be, unless the index was built anew.
  if (after > place) return after > (await database.asService(readHead)) ? "too_many" : [];
  const missed = await database.asTrader(sub, (tx) => readEvents(tx, { after, until: place }, MISSED_TRADES_MAX + 1, filters));
  return missed.length > MISSED_TRADES_MAX ? "too_many" : missed;
}
