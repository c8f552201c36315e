import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { COOKIES } from "@/lib/server/session/cookies";
import { openSession } from "@/lib/server/session/open-session";
import { refreshSession } from "@/lib/server/session/refresh-session";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createSessionStand, FewLinesPool, type SessionStand } from "@/lib/testing/session-stand";
import { countTradersWithSessions, type EndedSessions, endLivingSessions } from "./end-living-sessions";

let db: TestDatabase;
let keeper: Database;
let pool: FewLinesPool;
let stand: SessionStand;

beforeAll(async () => {
  db = await createTestDatabase();
  keeper = createDatabase({ url: db.keeperUrl, poolSize: 1 });
});
beforeEach(() => {
  pool = new FewLinesPool();
  stand = createSessionStand(db.appUrl, pool);
});
afterEach(() => stand.database.close());
afterAll(async () => {
  await keeper.close();
  await db.drop();
});

async function signedIn(sub?: string) {
  const tokens = pool.signIn(sub);
  const proofs = { factors: ["password", "totp"], passkeyId: null, hasEnrolled: false } as const;
  await openSession({ ...tokens, ...proofs, userAgent: "", network: "", replaces: null }, stand.parts);
  return tokens;
}
const isAlive = async (tokens: { accessToken: string }): Promise<boolean> =>
  (await resolveTrader(`${COOKIES.access}=${tokens.accessToken}`, undefined, stand.parts)).ok;
const end = (subs: readonly string[] | null, note: (done: EndedSessions) => void = () => undefined) =>
  endLivingSessions(subs, { keeper, app: stand.database, clock: stand.parts.clock, note });

describe("ending sessions after a breach", () => {
  it("ends those of one trader and leaves everybody else signed in", async () => {
    const [ada, bob] = [await signedIn(), await signedIn()];
    const adaElsewhere = await signedIn(ada.sub);
    expect(await end([ada.sub])).toEqual({ traders: 1, sessions: 2 });
    expect(await Promise.all([ada, adaElsewhere, bob].map(isAlive))).toEqual([false, false, true]);
    expect(await refreshSession(ada.refreshToken, stand.parts)).toEqual({ ok: false, refusal: "refresh_refused" });
    await end(null);
  });

  it("ends all of them, tells every trader, and does nothing a second time", async () => {
    const everybody = await Promise.all(Array.from({ length: 7 }, () => signedIn()));
    const notes: EndedSessions[] = [];
    expect(await countTradersWithSessions(keeper)).toBe(7);
    expect(await end(null, (done) => notes.push(done))).toEqual({ traders: 7, sessions: 7 });
    expect(notes).toEqual([{ traders: 7, sessions: 7 }]);
    expect(await Promise.all(everybody.map(isAlive))).toEqual(everybody.map(() => false));
    for (const { sub } of everybody) {
      const events = await stand.database.asTrader(sub, (tx) =>
        tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events ORDER BY id"),
      );
      expect(events.map(({ kind }) => kind)).toEqual(["session_opened", "signed_out_everywhere"]);
    }
    expect([await countTradersWithSessions(keeper), await end(null)]).toEqual([0, { traders: 0, sessions: 0 }]);
    expect(await isAlive(await signedIn(everybody[0]?.sub))).toBe(true);
    await end(null);
  });

  it("is one command, which only counts until it is told to", async () => {
    const session = await signedIn();
    const { PATH = "" } = process.env;
    const env = { PATH, NODE_ENV: "production", KEEPER_DATABASE_URL: db.keeperUrl, DATABASE_URL: db.appUrl } as const;
    const type = async (...typed: readonly string[]): Promise<string> =>
      (await promisify(execFile)("npm", ["run", "--silent", "ops:end-sessions", "--", ...typed], { env })).stdout;
    expect(await type("--all")).toBe("1 traders have a living session.\nNothing was done; add --do to end them.\n");
    expect(await isAlive(session)).toBe(true);
    expect(await type("--sub", session.sub, "--do")).toContain("1 sessions of 1 traders ended.");
    expect(await isAlive(session)).toBe(false);
    await expect(type("--do")).rejects.toThrow();
  });

  it("is nothing that operations' own role could do or look behind", async () => {
    await signedIn();
    await expect(keeper.asService((tx) => tx.query("SELECT origin_jti FROM holdfast.sessions"))).rejects.toThrow(/permission denied/);
    await expect(keeper.asService((tx) => tx.query("UPDATE holdfast.sessions SET revoked_at = now()"))).rejects.toThrow(
      /permission denied/,
    );
  });
});
