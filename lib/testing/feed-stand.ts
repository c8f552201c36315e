// Streams of trades on a real database, with one hub and one signed-in trader per test.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { ALL_TRADES, type TradeFilters } from "@/lib/contracts/trade-filters";
import { findLivingSessions } from "@/lib/server/feed/find-living-sessions";
import { openTradeStream } from "@/lib/server/feed/open-trade-stream";
import { readEvents } from "@/lib/server/feed/read-events";
import { readHead } from "@/lib/server/feed/read-head";
import { createTradeHub, type HubParts, type TradeHub } from "@/lib/server/feed/trade-hub";
import { COOKIES } from "@/lib/server/session/cookies";
import { openSession } from "@/lib/server/session/open-session";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import type { Trader } from "@/lib/server/session/trader";
import { createTestDatabase, type TestDatabase } from "./create-test-database";
import { hearStream, type HeardStream } from "./feed-rows";
import { seedMarketRows } from "./market-rows";
import { createSessionStand, FewLinesPool, type SessionStand } from "./session-stand";

export type SignedIn = Trader & { readonly cookie: string };

/** A stand whose members are those of the test that runs. */
export interface FeedStand {
  readonly pool: FewLinesPool;
  readonly stand: SessionStand;
  /** Signed in anew for each test. */
  readonly ana: SignedIn;
  /** The one that streams are opened at; a test may put another in its place. */
  hub: TradeHub;
  /** Streams that are left when their test is over. */
  readonly open: HeardStream[];
  /** How often the hub has asked the database. */
  readonly queries: { head: number; after: number; living: number };
  hubParts(): HubParts;
  signIn(sub?: string): Promise<SignedIn>;
  listen(filters?: Partial<TradeFilters>, after?: bigint | null, trader?: Trader): Promise<HeardStream>;
}

/** Registers the hooks of a test file and answers its stand: a market of 200 swaps, and every stream that was opened is left after its test. */
export function useFeedStand(): FeedStand {
  let db: TestDatabase;
  const pool = new FewLinesPool();
  const open: HeardStream[] = [];
  const queries = { head: 0, after: 0, living: 0 };
  const made = {
    stand: undefined as unknown as SessionStand,
    ana: undefined as unknown as SignedIn,
    hub: undefined as unknown as TradeHub,
  };
  const hubParts = (): HubParts => {
    const { database, parts } = made.stand;
    const counted =
      <Given extends unknown[], Answer>(name: keyof typeof queries, work: (...given: Given) => Promise<Answer>) =>
      (...given: Given): Promise<Answer> => {
        queries[name] += 1;
        return work(...given);
      };
    return {
      readHead: counted("head", () => database.asService(readHead)),
      readAfter: counted("after", (after: bigint, limit: number) => database.asService((tx) => readEvents(tx, { after }, limit))),
      findLiving: counted("living", (ids: readonly string[]) =>
        database.asService((tx) => findLivingSessions(tx, ids, parts.settings, parts.clock.nowSeconds())),
      ),
      nowSeconds: parts.clock.nowSeconds,
    };
  };
  const signIn = async (sub: string = randomUUID()): Promise<SignedIn> => {
    const tokens = pool.signIn(sub);
    const given = { factors: ["password", "totp"] as const, passkeyId: null, hasEnrolled: false, userAgent: "x", network: "203.0.113.7" };
    await openSession({ ...tokens, ...given, replaces: null }, made.stand.parts);
    const cookie = `${COOKIES.access}=${tokens.accessToken}`;
    const resolved = await resolveTrader(cookie, { isBackground: true, client: null }, made.stand.parts);
    if (!resolved.ok) throw new Error(resolved.refusal.code);
    return { ...resolved.value, cookie };
  };
  beforeAll(async () => {
    db = await createTestDatabase();
    made.stand = createSessionStand(db.appUrl, pool);
    await seedMarketRows(made.stand.database, { wallets: 3, swaps: 200, endsAtSeconds: pool.nowSeconds });
  });
  beforeEach(async () => {
    made.hub = createTradeHub(hubParts());
    made.ana = await signIn();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((stream) => stream.leave()));
    made.hub.close();
  });
  afterAll(async () => {
    await made.stand.database.close();
    await db.drop();
  });
  return {
    ...{ pool, open, queries, hubParts, signIn },
    get stand() {
      return made.stand;
    },
    get ana() {
      return made.ana;
    },
    get hub() {
      return made.hub;
    },
    set hub(hub) {
      made.hub = hub;
    },
    listen: async (filters = {}, after = null, trader = made.ana) => {
      const stream = await openTradeStream(trader, { ...ALL_TRADES, ...filters }, after, { database: made.stand.database, hub: made.hub });
      const heard = hearStream(stream);
      open.push(heard);
      return heard;
    },
  };
}
