// A cookie that was copied, on another machine and in another place. Each refusal stands beside the same request from where the session lives.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientForm, type ClientForm } from "@/lib/identity/client-form";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createSessionStand, FewLinesPool, type SessionStand } from "@/lib/testing/session-stand";
import { clientOfCall } from "./client-of-call";
import { COOKIES } from "./cookies";
import { listSessions } from "./list-sessions";
import { openSession } from "./open-session";
import { refreshSession } from "./refresh-session";
import { resolveTrader, type Visit } from "./resolve-trader";
import { revokeOtherSessions } from "./revoke-other-sessions";

const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) Chrome/156";
const HOME = clientForm({ userAgent: USER_AGENT, platform: '"Linux"', language: "de-AT", address: "203.0.113.7" });
const CAFE: ClientForm = { ...HOME, network: "198.51.100.0/24" };
const THIEF: ClientForm = { ...CAFE, device: "Firefox on Windows" };
const READ = { isBackground: false };
const ACT = { isBackground: false, isAct: true };

let db: TestDatabase;
let pool: FewLinesPool;
let here: SessionStand;
let there: SessionStand;

beforeAll(async () => {
  db = await createTestDatabase();
});
beforeEach(() => {
  pool = new FewLinesPool();
  pool.delayMs = 0;
  here = createSessionStand(db.appUrl, pool);
  there = createSessionStand(db.appUrl, pool);
  return async () => {
    await here.database.close();
    await there.database.close();
  };
});
afterAll(() => db.drop());

async function signedIn(client = HOME, more: { sub?: string; replaces?: string } = {}) {
  const tokens = pool.signIn(more.sub);
  const proofs = { factors: ["password", "totp"] as const, passkeyId: null, hasEnrolled: false };
  const from = { userAgent: USER_AGENT, network: client.network, replaces: more.replaces ?? null };
  const opened = await clientOfCall.run(client, () => openSession({ ...tokens, ...proofs, ...from }, here.parts));
  return { ...tokens, ...opened };
}
type Opened = Awaited<ReturnType<typeof signedIn>>;

const ask = async (session: Opened, visit: Visit, stand = here) => {
  const resolved = await resolveTrader(`${COOKIES.access}=${pool.signIn(session.sub, session.originJti).accessToken}`, visit, stand.parts);
  return resolved.ok ? "trader" : resolved.refusal.code;
};
const trailOf = ({ sub }: Opened) =>
  here.database.asTrader(sub, (tx) =>
    tx.query<{ kind: string; detail: object }>(
      "SELECT kind, detail FROM holdfast.security_events WHERE kind <> 'session_opened' ORDER BY id",
    ),
  );

describe("an access cookie on another machine", () => {
  it("ends its session at the first request, on every process, and is written down", async () => {
    const session = await signedIn();
    expect(await ask(session, { ...READ, client: HOME }, there)).toBe("trader");
    expect(await ask(session, { ...READ, client: THIEF }, there)).toBe("unauthenticated");
    expect(await ask(session, { ...READ, client: HOME })).toBe("unauthenticated");
    expect(await trailOf(session)).toEqual([{ kind: "session_client_changed", detail: { device: THIEF.device } }]);
  });

  it("is judged by the call that is being answered when nobody says who asks", async () => {
    const session = await signedIn();
    expect(await clientOfCall.run(HOME, () => ask(session, READ))).toBe("trader");
    expect(await clientOfCall.run({ ...HOME, traits: "linux;fr" }, () => ask(session, READ))).toBe("unauthenticated");
  });
});

describe("an access cookie in another network", () => {
  it("may read, does not act, and is written down once however often and wherever it is shown", async () => {
    const session = await signedIn();
    for (const stand of [here, there, here]) expect(await ask(session, { ...READ, client: CAFE }, stand)).toBe("trader");
    await Promise.all([here, there].map((stand) => ask(session, { ...ACT, client: CAFE }, stand)));
    expect(await ask(session, { ...ACT, client: CAFE })).toBe("session_expired");
    expect(await ask(session, { ...ACT, client: HOME })).toBe("trader");
    expect(await trailOf(session)).toEqual([{ kind: "session_network_changed", detail: { network: CAFE.network } }]);
  });

  it("does not keep its session from going idle", async () => {
    const session = await signedIn();
    pool.nowSeconds += 1_700;
    expect(await ask(session, { ...READ, client: CAFE })).toBe("trader");
    pool.nowSeconds += 100;
    expect(await ask(session, { ...READ, client: HOME })).toBe("unauthenticated");
  });

  it("acts after one renewal by the refresh cookie, and both networks stay the session's: no owner is signed out on the way", async () => {
    const session = await signedIn();
    expect(await ask(session, { ...ACT, client: CAFE })).toBe("session_expired");
    expect((await refreshSession(session.refreshToken, there.parts, CAFE)).ok).toBe(true);
    for (let hop = 0; hop < 3; hop += 1) for (const client of [CAFE, HOME]) expect(await ask(session, { ...ACT, client })).toBe("trader");
  });

  it("follows a phone through thirty networks, with one renewal in each", async () => {
    const session = await signedIn();
    let { refreshToken } = session;
    for (let hop = 0; hop < 30; hop += 1) {
      const client = { ...HOME, network: `10.0.${hop}.0/24` };
      expect(await ask(session, { ...ACT, client })).toBe("session_expired");
      const renewed = await refreshSession(refreshToken, here.parts, client);
      if (!renewed.ok) throw new Error("an owner on the way was signed out");
      ({ refreshToken } = renewed.value);
      expect(await ask(session, { ...ACT, client })).toBe("trader");
    }
    expect((await trailOf(session)).length).toBeLessThanOrEqual(16);
  });
});

describe("a refresh cookie on another machine", () => {
  it("ends the session, also when it joins a refresh of its owner or reads the answer of one", async () => {
    const joined = await signedIn();
    pool.delayMs = 80;
    const [owner, thief] = await Promise.all([
      refreshSession(joined.refreshToken, here.parts, HOME),
      refreshSession(joined.refreshToken, here.parts, THIEF),
    ]);
    expect(thief.ok).toBe(false);
    expect(owner.ok || (await ask(joined, { ...READ, client: HOME })) === "unauthenticated").toBe(true);
    pool.delayMs = 0;
    const late = await signedIn();
    expect((await refreshSession(late.refreshToken, here.parts, HOME)).ok).toBe(true);
    expect((await refreshSession(late.refreshToken, there.parts, HOME)).ok).toBe(true);
    expect((await refreshSession(late.refreshToken, there.parts, THIEF)).ok).toBe(false);
    expect(await ask(late, { ...READ, client: HOME })).toBe("unauthenticated");
    expect((await trailOf(late)).map(({ kind }) => kind)).toEqual(["session_client_changed"]);
  });
});

describe("a session that was opened to look only", () => {
  const looking = () => signedIn(HOME, { replaces: `${COOKIES.viewOnly}=1` });

  it("says so, ends the choice, and leaves nothing in the browser that outlives it, also after a refresh", async () => {
    const session = await looking();
    const resolved = await resolveTrader(`${COOKIES.access}=${session.accessToken}`, READ, here.parts);
    expect(resolved).toMatchObject({ ok: true, value: { readOnlyReason: "view_only" } });
    expect(session.setCookies.filter((line) => line.startsWith(COOKIES.viewOnly))).toEqual([expect.stringContaining("Max-Age=0")]);
    const renewed = await refreshSession(session.refreshToken, there.parts, HOME);
    const lasting = [...session.setCookies, ...(renewed.ok ? renewed.value.setCookies : ["refused"])].filter(
      (line) => !line.includes("Max-Age=0"),
    );
    expect(lasting.length).toBe(4);
    for (const line of lasting) expect(line).not.toContain("Max-Age");
    const full = await signedIn();
    expect(full.setCookies[0]).toContain("Max-Age=43200");
  });

  it("goes idle after ten minutes, a full one after thirty", async () => {
    const [look, full] = [await looking(), await signedIn()];
    pool.nowSeconds += 599;
    expect(await ask(look, { isBackground: true })).toBe("trader");
    pool.nowSeconds += 1;
    expect(await ask(look, READ)).toBe("unauthenticated");
    expect(await ask(full, READ)).toBe("trader");
  });

  it("is never loosened: the product's role cannot write the reason", async () => {
    const { sub } = await looking();
    const lift = here.database.asTrader(sub, (tx) => tx.query("UPDATE holdfast.sessions SET read_only_reason = NULL"));
    await expect(lift).rejects.toThrow("permission denied");
  });

  it("is named in the list beside full ones", async () => {
    const look = await looking();
    await signedIn(HOME, { sub: look.sub });
    const resolved = await resolveTrader(`${COOKIES.access}=${look.accessToken}`, READ, here.parts);
    const kinds = resolved.ok ? (await listSessions(resolved.value, here.parts)).map(({ kind }) => kind) : [];
    expect(kinds.toSorted()).toEqual(["full", "view_only"]);
  });
});

describe("ending all others", () => {
  it("ends every other session of the trader and nobody else's; with none left it is success too", async () => {
    const mine = await signedIn();
    const others = [await signedIn(HOME, { sub: mine.sub }), await signedIn(CAFE, { sub: mine.sub })];
    const stranger = await signedIn();
    const resolved = await resolveTrader(`${COOKIES.access}=${mine.accessToken}`, READ, here.parts);
    if (!resolved.ok) throw new Error("not signed in");
    expect(await revokeOtherSessions(resolved.value, here.parts)).toBe(2);
    for (const other of others) expect(await ask(other, READ, there)).toBe("unauthenticated");
    for (const kept of [mine, stranger]) expect(await ask(kept, READ, there)).toBe("trader");
    expect(await revokeOtherSessions(resolved.value, there.parts)).toBe(0);
  });
});
