import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createSessionStand, FewLinesPool, type SessionStand } from "@/lib/testing/session-stand";
import { FORGE_NOW_SECONDS as START } from "@/lib/testing/token-forge";
import { COOKIES } from "./cookies";
import { endSession } from "./end-session";
import { openSession } from "./open-session";
import { LEASE_SECONDS, OUTAGE_SECONDS, RESULT_SECONDS, takeTurn } from "./refresh-flight";
import { refreshSession } from "./refresh-session";
import { refreshTokenHash } from "./refresh-token-index";
import { resolveTrader } from "./resolve-trader";

let db: TestDatabase;
let pool: FewLinesPool;
let here: SessionStand;
let there: SessionStand;

beforeAll(async () => {
  db = await createTestDatabase();
});
beforeEach(() => {
  pool = new FewLinesPool();
  here = createSessionStand(db.appUrl, pool);
  there = createSessionStand(db.appUrl, pool);
  return async () => {
    await here.database.close();
    await there.database.close();
  };
});
afterAll(() => db.drop());

async function signedIn() {
  const tokens = pool.signIn();
  const proofs = { factors: ["password", "totp"], passkeyId: null, hasEnrolled: false } as const;
  const opened = await openSession({ ...tokens, ...proofs, userAgent: "", network: "", replaces: null }, here.parts);
  return { ...tokens, sessionId: opened.sessionId };
}
const upstream = (): number => pool.calls.filter((operation) => operation === "GetTokensFromRefreshToken").length;
const isAlive = async (session: { sub: string; originJti: string }): Promise<boolean> =>
  (await resolveTrader(`${COOKIES.access}=${pool.signIn(session.sub, session.originJti).accessToken}`, undefined, there.parts)).ok;

describe("a refresh", () => {
  it("gives 50 callers on two processes the same tokens from one exchange upstream", async () => {
    const session = await signedIn();
    pool.delayMs = 300;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => refreshSession(session.refreshToken, (index % 2 === 0 ? here : there).parts)),
    );
    expect(upstream()).toBe(1);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(new Set(answers.map((answer) => answer.ok && answer.value.refreshToken)).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true, value: { claims: { sub: session.sub, originJti: session.originJti } } });
  });

  it("goes on with the rotated token, and again, for as long as the session lives", async () => {
    const session = await signedIn();
    let refreshToken = session.refreshToken;
    for (let round = 1; round <= 5; round += 1) {
      pool.nowSeconds = START + round * 300;
      const refreshed = await refreshSession(refreshToken, (round % 2 === 0 ? here : there).parts);
      if (!refreshed.ok) throw new Error("refused");
      refreshToken = refreshed.value.refreshToken;
      expect((await resolveTrader(`${COOKIES.access}=${refreshed.value.accessToken}`, undefined, here.parts)).ok).toBe(true);
    }
    expect(upstream()).toBe(5);
  });

  it("answers a late caller from the kept result until it is 10 s old, and asks again at that second", async () => {
    const session = await signedIn();
    await refreshSession(session.refreshToken, here.parts);
    pool.nowSeconds = START + RESULT_SECONDS - 1;
    expect((await refreshSession(session.refreshToken, there.parts)).ok).toBe(true);
    expect(upstream()).toBe(1);
    pool.nowSeconds = START + RESULT_SECONDS;
    expect((await refreshSession(session.refreshToken, there.parts)).ok).toBe(true);
    expect(upstream()).toBe(2);
  });

  it("never mixes up traders: 40 at once, each gets their own", async () => {
    const sessions = await Promise.all(Array.from({ length: 40 }, signedIn));
    const answers = await Promise.all(
      sessions.flatMap((session) => [refreshSession(session.refreshToken, here.parts), refreshSession(session.refreshToken, there.parts)]),
    );
    answers.forEach((answer, index) =>
      expect(answer).toMatchObject({ ok: true, value: { claims: { sub: sessions[Math.floor(index / 2)]?.sub } } }),
    );
    expect(upstream()).toBe(40);
  });

  it("takes over from a process that died in the middle, once its lease is over", async () => {
    const session = await signedIn();
    await there.database.asService((tx) =>
      takeTurn(tx, refreshTokenHash(session.refreshToken), "0a1b2c3d-0000-4000-8000-00000000dead", START),
    );
    const waiting = refreshSession(session.refreshToken, here.parts);
    setTimeout(() => (pool.nowSeconds = START + LEASE_SECONDS), 250);
    expect((await waiting).ok).toBe(true);
    expect(upstream()).toBe(1);
  });

  it("is an outage for all who wait when the pool is down, ends no session, and works again when the pool does", async () => {
    const session = await signedIn();
    pool.trouble = "down";
    pool.delayMs = 200;
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => refreshSession(session.refreshToken, (index % 2 === 0 ? here : there).parts)),
    );
    expect(answers.every((answer) => answer.status === "rejected" && answer.reason instanceof UnavailableError)).toBe(true);
    expect(upstream()).toBe(1);
    expect(await isAlive(session)).toBe(true);
    pool.trouble = null;
    pool.nowSeconds = START + OUTAGE_SECONDS;
    expect((await refreshSession(session.refreshToken, here.parts)).ok).toBe(true);
  });

  it.each([
    { name: "TooManyRequestsException", message: "Rate exceeded" },
    { name: "InternalErrorException", message: "" },
    { name: "ResourceNotFoundException", message: "User pool client holdfastclient does not exist." },
    { name: "NotAuthorizedException", message: "Client is configured with secret but secret was not received" },
    { name: "SomethingNewException", message: "" },
  ])("signs nobody out for $name", async (refusal) => {
    const session = await signedIn();
    pool.trouble = refusal;
    await expect(refreshSession(session.refreshToken, here.parts)).rejects.toThrow(UnavailableError);
    expect(await isAlive(session)).toBe(true);
  });

  it.each([
    { refusal: { name: "RefreshTokenReuseException", message: "Refresh token reuse" }, kind: "refresh_reused" },
    { refusal: { name: "NotAuthorizedException", message: "Refresh Token has been revoked" }, kind: "refresh_refused" },
    { refusal: { name: "NotAuthorizedException", message: "User is disabled." }, kind: "refresh_refused" },
  ])("ends the session here too when the pool says $refusal.message, and writes it down", async ({ refusal, kind }) => {
    const session = await signedIn();
    pool.trouble = refusal;
    expect(await refreshSession(session.refreshToken, here.parts)).toEqual({ ok: false, refusal: "refresh_refused" });
    expect(await isAlive(session)).toBe(false);
    const events = await here.database.asTrader(session.sub, (tx) =>
      tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events ORDER BY id"),
    );
    expect(events.map((event) => event.kind)).toEqual(["session_opened", kind]);
  });

  it.each([
    ["behind", -60],
    ["far behind", -600],
    ["far ahead", 600],
  ])("by a clock that is %s keeps the session, because the rotated token is handed out all the same", async (_, aheadSeconds) => {
    const session = await signedIn();
    const askew = { ...here.parts, clock: { nowSeconds: () => pool.nowSeconds + aheadSeconds } };
    const renewed = await refreshSession(session.refreshToken, askew);
    expect(renewed).toMatchObject({ ok: true, value: { isInTime: false, claims: { originJti: session.originJti } } });
    const fresh = renewed.ok ? renewed.value.refreshToken : "";
    expect(fresh).not.toBe(session.refreshToken);
    expect(renewed.ok && renewed.value.setCookies.some((line) => line.includes(fresh))).toBe(true);
    expect(await refreshSession(fresh, there.parts)).toMatchObject({ ok: true, value: { isInTime: true } });
    expect(await isAlive(session)).toBe(true);
  });

  it("does not wait for what a clock ten minutes ahead has written", async () => {
    const session = await signedIn();
    pool.trouble = "down";
    const ahead = { ...here.parts, clock: { nowSeconds: () => pool.nowSeconds + 600 } };
    await expect(refreshSession(session.refreshToken, ahead)).rejects.toThrow(UnavailableError);
    pool.trouble = null;
    expect(await refreshSession(session.refreshToken, there.parts)).toMatchObject({ ok: true, value: { isInTime: true } });
  });

  it("does not ask upstream for a session that is over, nor for a token that was never issued through us", async () => {
    const [signedOut, idle] = [await signedIn(), await signedIn()];
    await endSession(`${COOKIES.refresh}=${signedOut.refreshToken}`, "session_signed_out", here.parts);
    expect((await refreshSession(signedOut.refreshToken, there.parts)).ok).toBe(false);
    expect((await refreshSession(pool.signIn().refreshToken, here.parts)).ok).toBe(false);
    expect((await refreshSession("", here.parts)).ok).toBe(false);
    pool.nowSeconds = START + 1_800;
    expect((await refreshSession(idle.refreshToken, here.parts)).ok).toBe(false);
    expect(upstream()).toBe(0);
  });

  it("ends a session whose refresh brings another trader's tokens", async () => {
    const [mine, theirs] = [await signedIn(), pool.signIn()];
    const stand = { ...here.parts, callCognito: (operation: string) => pool.call(operation, { RefreshToken: theirs.refreshToken }) };
    expect(await refreshSession(mine.refreshToken, stand)).toEqual({ ok: false, refusal: "refresh_refused" });
    expect(await isAlive(mine)).toBe(false);
  });

  it("needs its own seal key to read another process's result", async () => {
    const session = await signedIn();
    await refreshSession(session.refreshToken, here.parts);
    const stranger = { ...there.parts, flightSeal: there.parts.outboxSeal };
    await expect(refreshSession(session.refreshToken, stranger)).rejects.toThrow(UnavailableError);
  });
});
