// One reader of the database for all streams of a process: what came in is read once and handed to everybody, and all sessions are asked after in one
// question. A stream of its own never reads the feed or the registry by itself while it is live.
import "server-only";
import type { FeedEvent } from "./feed-event";

/** A stream that is open. */
export interface FeedListener {
  readonly sub: string;
  readonly sessionId: string;
  /** When its access token ends. */
  readonly endsAtSeconds: number;
  /** What came in since the last time, in order. */
  readonly deliver: (events: readonly FeedEvent[]) => void;
  /** Called now and then, to keep the connection open and what it knows fresh. */
  readonly beat: () => void;
  /** Its session or token is over, or nobody can say any more that they are not. */
  readonly end: () => void;
}

/** What a hub stands on. */
export interface HubParts {
  readonly readHead: () => Promise<bigint>;
  readonly readAfter: (seq: bigint, limit: number) => Promise<readonly FeedEvent[]>;
  readonly findLiving: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly nowSeconds: () => number;
}

export interface TradeHub {
  /** Adds a stream; it hears everything after the place that is answered. Null when there are too many, of this trader or at all. */
  join(listener: FeedListener): Promise<bigint | null>;
  /** Takes a stream out; it hears nothing more. Twice is once. */
  leave(listener: FeedListener): void;
  /** Ends every stream: the process is leaving. */
  close(): void;
}

/** Streams that one trader may have open on one process: a tab each, and a few that were left behind. */
export const STREAMS_PER_TRADER_MAX = 6;
export const STREAMS_MAX = 2_000;
const POLL_MS = 250;
const CHECK_MS = 400;
const BEAT_EVERY_CHECKS = 12;
const BATCH = 500;

/** One time of listening, from the first stream to the last. */
interface Round {
  place: bigint;
  isOver: boolean;
}

/** Makes a hub. It asks nothing while nobody listens. */
export function createTradeHub(parts: HubParts): TradeHub {
  const listeners = new Set<FeedListener>();
  let opening: Promise<Round> | null = null;
  let current: Round | null = null;

  function open(): Promise<Round> {
    const round: Round = { place: 0n, isOver: false };
    current = round;
    return parts.readHead().then((head) => {
      round.place = head;
      void repeat(round, POLL_MS, poll);
      void repeat(round, CHECK_MS, check);
      return round;
    });
  }

  async function poll(round: Round): Promise<void> {
    let events: readonly FeedEvent[];
    do {
      // An outage moves nothing: what was missed is read when the database is back.
      events = await parts.readAfter(round.place, BATCH).catch(() => []);
      if (round.isOver) return;
      round.place = events.at(-1)?.seq ?? round.place;
      if (events.length > 0) for (const listener of listeners) listener.deliver(events);
    } while (events.length === BATCH);
  }

  let checks = 0;
  async function check(): Promise<void> {
    const asked = [...listeners];
    // Who cannot be asked after is not admitted any longer; the reader comes back and is judged whole.
    const living = await parts.findLiving([...new Set(asked.map(({ sessionId }) => sessionId))]).catch(() => new Set<string>());
    const nowSeconds = parts.nowSeconds();
    for (const listener of asked) if (!living.has(listener.sessionId) || nowSeconds >= listener.endsAtSeconds) end(listener);
    checks += 1;
    if (checks % BEAT_EVERY_CHECKS === 0) for (const listener of listeners) listener.beat();
  }

  function leave(listener: FeedListener): void {
    if (!listeners.delete(listener) || listeners.size > 0) return;
    if (current !== null) current.isOver = true;
    current = null;
    opening = null;
  }
  function end(listener: FeedListener): void {
    leave(listener);
    listener.end();
  }

  return {
    join: async (listener) => {
      const own = [...listeners].filter(({ sub }) => sub === listener.sub).length;
      if (own >= STREAMS_PER_TRADER_MAX || listeners.size >= STREAMS_MAX) return null;
      listeners.add(listener);
      opening ??= open();
      try {
        return (await opening).place;
      } catch (error) {
        leave(listener);
        throw error;
      }
    },
    leave,
    close: () => {
      for (const listener of listeners) end(listener);
    },
  };
}

async function repeat(round: Round, ms: number, work: (round: Round) => Promise<void>): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ms).unref());
    if (round.isOver) return;
    await work(round);
  }
}
