import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Factor } from "@/lib/identity/factor";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createSessionStand, FewLinesPool, type SessionStand } from "@/lib/testing/session-stand";
import { FORGE_NOW_SECONDS as START } from "@/lib/testing/token-forge";
import { COOKIES } from "./cookies";
import { endSession } from "./end-session";
import { listSessions } from "./list-sessions";
import { openSession } from "./open-session";
import { resolveTrader } from "./resolve-trader";
import { revokeOwnSession } from "./revoke-own-session";
import { revokeUpstream } from "./revoke-upstream";

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

const BOTH: readonly Factor[] = ["password", "totp"];
async function signedIn(options: { sub?: string; replaces?: string; factors?: readonly Factor[] } = {}) {
  const tokens = pool.signIn(options.sub);
  const opened = await openSession(
    {
      ...tokens,
      factors: options.factors ?? BOTH,
      passkeyId: null,
      hasEnrolled: false,
      userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/156",
      network: "203.0.113.7",
      replaces: options.replaces ?? null,
    },
    here.parts,
  );
  return { ...tokens, ...opened, cookie: `${COOKIES.access}=${tokens.accessToken}; ${COOKIES.refresh}=${tokens.refreshToken}` };
}
const codeOf = async (cookie: string | null, stand = here): Promise<string> => {
  const resolved = await resolveTrader(cookie, undefined, stand.parts);
  return resolved.ok ? "trader" : resolved.refusal.code;
};
const freshAccess = (session: { sub: string; originJti: string }): string =>
  `${COOKIES.access}=${pool.signIn(session.sub, session.originJti).accessToken}`;

describe("a session in the registry", () => {
  it("lets its trader in on every process, with what we saw of them", async () => {
    const session = await signedIn();
    const resolved = await resolveTrader(session.cookie, undefined, there.parts);
    expect(resolved).toMatchObject({
      ok: true,
      value: {
        sub: session.sub,
        email: session.email,
        sessionId: session.sessionId,
        factors: BOTH,
        createdAtSeconds: START,
        expiresAtSeconds: START + 43_200,
      },
    });
  });

  it("is asked for: a good token without a row is nobody", async () => {
    expect(await codeOf(`${COOKIES.access}=${pool.signIn().accessToken}`)).toBe("unauthenticated");
    expect(await codeOf(null)).toBe("unauthenticated");
    expect(await codeOf(`${COOKIES.access}=`)).toBe("unauthenticated");
  });

  it("does not open for another trader's row under the same sign-in", async () => {
    const session = await signedIn();
    expect(await codeOf(freshAccess({ sub: randomUUID(), originJti: session.originJti }))).toBe("unauthenticated");
  });

  it("tells a token that is only past its end from none", async () => {
    const session = await signedIn();
    pool.nowSeconds = START + 299;
    expect(await codeOf(session.cookie)).toBe("trader");
    pool.nowSeconds = START + 300;
    expect(await codeOf(session.cookie)).toBe("session_expired");
  });

  it("leads a trader whose token our clock has not reached yet to a renewal and not to sign-in", async () => {
    const session = await signedIn();
    for (const [behindSeconds, code] of [
      [5, "trader"],
      [6, "session_expired"],
      [900, "session_expired"],
      [901, "unauthenticated"],
    ] as const) {
      pool.nowSeconds = START - behindSeconds;
      expect(await codeOf(session.cookie)).toBe(code);
    }
  });

  it("refuses a cookie that was sent twice", async () => {
    const session = await signedIn();
    expect(await codeOf(`${session.cookie}; ${COOKIES.access}=planted`)).toBe("malformed_request");
  });

  it("dies on every process with the next request once it is signed out, also by an expired token", async () => {
    const session = await signedIn();
    pool.nowSeconds = START + 600;
    await endSession(`${COOKIES.access}=${session.accessToken}`, "session_signed_out", here.parts);
    expect(await codeOf(freshAccess(session), there)).toBe("unauthenticated");
  });

  it("is signed out by its refresh token alone, which is then revoked upstream from the outbox", async () => {
    const session = await signedIn();
    await endSession(`${COOKIES.refresh}=${session.refreshToken}`, "session_signed_out", here.parts);
    expect(await codeOf(session.cookie, there)).toBe("unauthenticated");
    pool.trouble = "down";
    await revokeUpstream(here.parts);
    expect(pool.revoked).toEqual([]);
    pool.trouble = null;
    await revokeUpstream(there.parts);
    expect(pool.revoked).toEqual([]);
    pool.nowSeconds += 8;
    await Promise.all([revokeUpstream(here.parts), revokeUpstream(there.parts)]);
    expect(pool.revoked).toEqual([session.refreshToken]);
  });

  it("is not ended by a refresh token that was never issued through us, nor by a forged access token", async () => {
    const session = await signedIn();
    await endSession(
      `${COOKIES.refresh}=made-up; ${COOKIES.access}=${session.accessToken.slice(0, -6)}AAAAAA`,
      "session_signed_out",
      here.parts,
    );
    expect(await codeOf(session.cookie)).toBe("trader");
  });

  it("replaces whatever session the browser had before", async () => {
    const before = await signedIn();
    const after = await signedIn({ replaces: before.cookie });
    expect(await codeOf(before.cookie)).toBe("unauthenticated");
    expect(await codeOf(after.cookie)).toBe("trader");
  });

  it("goes idle by the trader's acts, not by polling", async () => {
    const polling = await signedIn();
    const acting = await signedIn();
    for (const passed of [900, 1_799]) {
      pool.nowSeconds = START + passed;
      expect((await resolveTrader(freshAccess(polling), { isBackground: true }, here.parts)).ok).toBe(true);
      expect((await resolveTrader(freshAccess(acting), { isBackground: false }, here.parts)).ok).toBe(true);
    }
    pool.nowSeconds = START + 1_800;
    expect(await codeOf(freshAccess(polling))).toBe("unauthenticated");
    expect(await codeOf(freshAccess(acting))).toBe("trader");
  });

  it("ends twelve hours after sign-in however busy the trader is", async () => {
    const session = await signedIn();
    for (let passed = 0; passed < 43_199; passed += 1_700) {
      pool.nowSeconds = START + passed;
      expect(await codeOf(freshAccess(session))).toBe("trader");
    }
    pool.nowSeconds = START + 43_199;
    expect(await codeOf(freshAccess(session))).toBe("trader");
    pool.nowSeconds = START + 43_200;
    expect(await codeOf(freshAccess(session))).toBe("unauthenticated");
  });

  it("is never opened on one proof alone, except a passkey", async () => {
    await expect(signedIn({ factors: ["password"] })).rejects.toThrow("Invariant");
    expect(await codeOf((await signedIn({ factors: ["passkey"] })).cookie)).toBe("trader");
  });

  it("is not opened by tokens of two different sign-ins", async () => {
    const [mine, theirs] = [pool.signIn(), pool.signIn()];
    const mixed = {
      ...mine,
      idToken: theirs.idToken,
      factors: BOTH,
      passkeyId: null,
      hasEnrolled: false,
      userAgent: "",
      network: "",
      replaces: null,
    };
    await expect(openSession(mixed, here.parts)).rejects.toThrow(UnavailableError);
  });
});

describe("the list of sessions", () => {
  it("shows a trader's own living sessions, the current one marked", async () => {
    const first = await signedIn();
    pool.nowSeconds = START + 60;
    const second = await signedIn({ sub: first.sub });
    await signedIn();
    const trader = await resolveTrader(second.cookie, undefined, here.parts);
    expect(trader.ok && (await listSessions(trader.value, there.parts))).toEqual([
      {
        id: second.sessionId,
        current: true,
        createdAt: "2026-09-21T14:14:20.000Z",
        lastSeenAt: "2026-09-21T14:14:20.000Z",
        device: "Chrome on Linux",
        network: "203.0.113.0/24",
        factors: BOTH,
        kind: "full",
      },
      {
        id: first.sessionId,
        current: false,
        createdAt: "2026-09-21T14:13:20.000Z",
        lastSeenAt: "2026-09-21T14:13:20.000Z",
        device: "Chrome on Linux",
        network: "203.0.113.0/24",
        factors: BOTH,
        kind: "full",
      },
    ]);
  });

  it("revokes an own session on every process, and answers alike for unknown, foreign, ended and malformed ids", async () => {
    const [mine, other, stranger] = [await signedIn(), await signedIn(), await signedIn()];
    const trader = await resolveTrader(mine.cookie, undefined, here.parts);
    if (!trader.ok) throw new Error("not signed in");
    const sibling = await signedIn({ sub: mine.sub });
    expect(await revokeOwnSession(trader.value, sibling.sessionId, here.parts)).toEqual({ ok: true, value: sibling.sessionId });
    expect(await codeOf(sibling.cookie, there)).toBe("unauthenticated");
    for (const id of [
      randomUUID(),
      other.sessionId,
      stranger.sessionId,
      sibling.sessionId,
      "not-an-id",
      "",
      "'; DROP TABLE sessions; --",
    ]) {
      expect(await revokeOwnSession(trader.value, id, here.parts)).toEqual({ ok: false, refusal: "not_found" });
    }
    expect(await codeOf(other.cookie, there)).toBe("trader");
  });
});

describe("the database behind the registry", () => {
  it("shows no session without a trader, and no foreign one with", async () => {
    const session = await signedIn();
    expect(await here.database.asService((tx) => tx.query("SELECT * FROM holdfast.sessions"))).toEqual([]);
    expect(
      await here.database.asTrader(randomUUID(), (tx) => tx.query("SELECT * FROM holdfast.sessions WHERE id = $1", [session.sessionId])),
    ).toEqual([]);
  });

  it("never brings a revoked session back, and lets nobody change what happened", async () => {
    const session = await signedIn();
    await endSession(session.cookie, "session_signed_out", here.parts);
    const asTrader = (sql: string) => here.database.asTrader(session.sub, (tx) => tx.query(sql));
    await expect(asTrader("UPDATE holdfast.sessions SET revoked_at = NULL, revoked_reason = NULL")).rejects.toThrow("stays revoked");
    await expect(asTrader("UPDATE holdfast.sessions SET sub = 'x'")).rejects.toThrow("permission denied");
    await expect(asTrader("DELETE FROM holdfast.security_events")).rejects.toThrow("permission denied");
    const events = await asTrader("SELECT kind FROM holdfast.security_events ORDER BY id");
    expect(events).toEqual([{ kind: "session_opened" }, { kind: "session_signed_out" }]);
  });

  it("holds no token in clear", async () => {
    const session = await signedIn();
    await endSession(session.cookie, "session_signed_out", here.parts);
    const tables = ["refresh_tokens", "refresh_flights", "revocation_outbox"];
    const rows = await here.database.asService(async (tx) => {
      const all = [];
      for (const table of tables)
        all.push(
          ...(await tx.query<{ text: string }>(
            `SELECT row_to_json(t)::text || encode(convert_to(row_to_json(t)::text, 'UTF8'), 'escape') AS text FROM holdfast.${table} t`,
          )),
        );
      return all.map((row) => row.text).join("\n");
    });
    expect(rows).not.toContain(session.refreshToken);
    expect(rows).not.toContain(Buffer.from(session.refreshToken).toString("hex"));
  });

  it("makes an outage of everything, and a refusal of nothing, when it is down", async () => {
    const session = await signedIn();
    await there.database.close();
    await expect(codeOf(session.cookie, there)).rejects.toThrow(UnavailableError);
    await expect(endSession(session.cookie, "session_signed_out", there.parts)).rejects.toThrow(UnavailableError);
    expect(await codeOf(session.cookie, here)).toBe("trader");
    there = createSessionStand(db.appUrl, pool);
  });
});
