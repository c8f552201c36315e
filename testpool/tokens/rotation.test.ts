import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { createPoolClock, type PoolClock } from "../clock/pool-clock";
import { newTrail } from "../challenges/challenge-session";
import type { Needs } from "../protocol/needs";
import { needsOf, openTestPool } from "../server/test-pool";
import { openKeyRing } from "../store/key-ring";
import { requireClient } from "../store/find-client";
import { findUser } from "../store/find-user";
import { parseSeed } from "../store/seed";
import type { UserRecord } from "../store/records";
import { createTriggers } from "../triggers/triggers";
import { exchangeRefreshToken } from "./exchange-refresh-token";
import { startFamily } from "./start-family";

const POOL_ID = "eu-central-1_Rotates01";
const CLIENT_ID = "rotatingclient000000000000";
const GRACE_SECONDS = 30;
const SUB = "66666666-6666-4666-8666-666666666666";
const keys = openKeyRing(null);

/** A pool whose trigger takes as long as the scheduler likes, so that refreshes interleave at every await. */
function openPool(scheduler: fc.Scheduler): { needs: Needs; clock: PoolClock; user: UserRecord } {
  const clock = createPoolClock(0, () => 1_800_000_000_000);
  const wait = async (event: never) => {
    await scheduler.schedule(Promise.resolve());
    return event;
  };
  const rotation = { enabled: true, graceSeconds: GRACE_SECONDS };
  const seed = parseSeed({
    pools: [{ id: POOL_ID, triggers: ["PreTokenGeneration"], clients: [{ id: CLIENT_ID, rotation }] }],
    users: [{ poolId: POOL_ID, sub: SUB, email: "r@holdfast.test", password: "Rotates-1-passphrase" }],
  });
  const triggers = createTriggers({ [POOL_ID]: { PreTokenGeneration: (event) => wait(event as never) } });
  const pool = openTestPool({ dataDir: null, clockFile: null, seed, keys, clock, triggers });
  const needs = needsOf(pool, { address: "127.0.0.1", userAgent: "", region: null });
  const user = findUser(needs, POOL_ID, SUB);
  if (user === null) throw new Error("The seed's user is missing.");
  return { needs, clock, user };
}

beforeAll(() => {
  keys.poolKeys(POOL_ID);
});

const steps = fc.array(fc.record({ pick: fc.nat(), pauseSeconds: fc.constantFrom(0, 0, 1, 29, 31) }), { minLength: 1, maxLength: 8 });

test("whatever refreshes interleave, at most one refresh token of a family is good once the grace is over", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), steps, async (scheduler, plan) => {
      const { needs, clock, user } = openPool(scheduler);
      const client = requireClient(needs, CLIENT_ID);
      const first = startFamily(needs, user, client, newTrail("USER_SRP_AUTH"));
      await scheduler.waitIdle();
      const tokens = [(await first).RefreshToken ?? ""];
      const refresh = (token: string) =>
        exchangeRefreshToken(needs, client, token).then(
          ({ RefreshToken = "" }) => void tokens.push(RefreshToken),
          () => undefined,
        );
      const running: Promise<void>[] = [];
      for (const { pick, pauseSeconds } of plan) {
        clock.setOffsetSeconds(clock.offsetSeconds() + pauseSeconds);
        running.push(refresh(tokens[pick % tokens.length] ?? ""));
        if (pick % 2 === 0 && scheduler.count() > 0) await scheduler.waitNext(1);
      }
      await scheduler.waitIdle();
      await Promise.all(running);
      clock.setOffsetSeconds(clock.offsetSeconds() + GRACE_SECONDS);
      const accepted = [];
      const [[key, family] = ["", null]] = needs.store.entries("families");
      if (family === null) throw new Error("The family is missing.");
      for (const token of new Set(tokens)) {
        needs.store.put("families", key, family);
        const outcome = exchangeRefreshToken(needs, client, token).then(
          () => true,
          () => false,
        );
        await scheduler.waitIdle();
        if (await outcome) accepted.push(token);
      }
      expect(accepted).toHaveLength(family.revoked ? 0 : 1);
    }),
    { numRuns: 15 },
  );
});
