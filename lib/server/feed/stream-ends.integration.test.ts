// What ends a stream of trades, and what the process that judges it sees of sessions.
import { describe, expect, it } from "vitest";
import { endSession } from "@/lib/server/session/end-session";
import { revokeOwnSession } from "@/lib/server/session/revoke-own-session";
import type { HeardStream } from "@/lib/testing/feed-rows";
import { useFeedStand } from "@/lib/testing/feed-stand";
import { createTradeHub } from "./trade-hub";

const feed = useFeedStand();

describe("a stream ends", () => {
  const overWithin = async (stream: HeardStream, ms: number): Promise<void> => {
    const startedAtMs = performance.now();
    await stream.until(() => false);
    expect(performance.now() - startedAtMs).toBeLessThan(ms);
  };

  it("within a second of its session's revocation, and no other with it", async () => {
    const mine = await feed.listen();
    const another = await feed.listen({}, null, await feed.signIn());
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(mine.isOver()).toBe(false);
    await revokeOwnSession(feed.ana, feed.ana.sessionId, feed.stand.parts);
    await overWithin(mine, 1_000);
    expect(another.isOver()).toBe(false);
  });

  it("within a second of signing out", async () => {
    const mine = await feed.listen();
    await endSession(feed.ana.cookie, "session_signed_out", feed.stand.parts);
    await overWithin(mine, 1_000);
  });

  it("with its access token, and with the time of a session that does nothing", async () => {
    const mine = await feed.listen();
    feed.pool.nowSeconds += 299;
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(mine.isOver()).toBe(false);
    feed.pool.nowSeconds += 1;
    await overWithin(mine, 1_000);
  });

  it("when its session has been idle, because reading a stream is no act", async () => {
    const mine = await feed.listen({}, null, {
      ...feed.ana,
      claims: { ...feed.ana.claims, expiresAtSeconds: feed.pool.nowSeconds + 99_999 },
    });
    const seenBefore = await lastSeen();
    feed.pool.nowSeconds += 1_799;
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect([mine.isOver(), await lastSeen()]).toEqual([false, seenBefore]);
    feed.pool.nowSeconds += 1;
    await overWithin(mine, 1_000);
  });
  const lastSeen = () =>
    feed.stand.database.asTrader(feed.ana.sub, (tx) =>
      tx.query("SELECT last_seen_at FROM holdfast.sessions WHERE id = $1", [feed.ana.sessionId]),
    );

  it("when nobody can say any more whether its session lives", async () => {
    feed.hub = createTradeHub({ ...feed.hubParts(), findLiving: () => Promise.reject(new Error("down")) });
    await overWithin(await feed.listen(), 1_000);
  });

  it("at once when the process leaves, and the hub asks nothing while nobody listens", async () => {
    const mine = await feed.listen();
    feed.hub.close();
    await overWithin(mine, 100);
    const asked = { ...feed.queries };
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(feed.queries).toEqual(asked);
  });
});

describe("what a process sees of sessions without a trader", () => {
  it("are those it names, and no other", async () => {
    const other = await feed.signIn();
    const { database } = feed.stand;
    const seen = await database.asService(async (tx) => {
      await tx.query("SELECT set_config('holdfast.watched_sessions', $1, true)", [feed.ana.sessionId]);
      return tx.query<{ id: string }>("SELECT id FROM holdfast.sessions");
    });
    expect(seen).toEqual([{ id: feed.ana.sessionId }]);
    expect(await database.asService((tx) => tx.query("SELECT id FROM holdfast.sessions"))).toEqual([]);
    const asAna = await database.asTrader(feed.ana.sub, async (tx) => {
      await tx.query("SELECT set_config('holdfast.watched_sessions', $1, true)", [other.sessionId]);
      return tx.query<{ id: string }>("SELECT id FROM holdfast.sessions");
    });
    expect(asAna).toEqual([{ id: feed.ana.sessionId }]);
  });
});
