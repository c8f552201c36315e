// Sessions of the desk on PostgreSQL: alive by the registry alone, short, in one place, and over at once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clientForm } from "@/lib/identity/client-form";
import { OPERATOR_IDLE_SECONDS, OPERATOR_SESSION_SECONDS } from "@/lib/policy/operator-policy";
import { OPS_COOKIES } from "@/lib/server/session/cookies";
import { clientOfCall } from "@/lib/server/session/client-of-call";
import { openDeskStand, type DeskStand, type SeatedOperator } from "@/lib/testing/desk-stand";
import { outcomeOf } from "@/lib/testing/grant-acts";
import { accessClaims, forge } from "@/lib/testing/token-forge";
import { endOperatorSession } from "./end-operator-session";
import { endOwnOperatorSession, listOperatorSessions } from "./operator-sessions";
import { refreshOperatorSession } from "./refresh-operator-session";
import { resolveOperator, type DeskVisit } from "./resolve-operator";

let stand: DeskStand;
let ada: SeatedOperator;

beforeAll(async () => {
  stand = await openDeskStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  stand.pool.trouble = null;
  ada = await stand.signIn();
});

const ask = async (cookie: string, visit?: DeskVisit): Promise<string> => {
  const resolved = await resolveOperator(cookie, visit, stand.parts);
  return resolved.ok ? "admitted" : resolved.refusal.code;
};
const refresh = (operator: SeatedOperator) => refreshOperatorSession(`${OPS_COOKIES.refresh}=${operator.refreshToken}`, stand.parts);
const later = async (seconds: number, work: () => Promise<void>): Promise<void> => {
  stand.pool.nowSeconds += seconds;
  await work().finally(() => (stand.pool.nowSeconds -= seconds));
};
const form = (userAgent: string, address: string) => clientForm({ userAgent, platform: null, language: null, address });

describe("a session of the desk", () => {
  test("is renewed through its own cookie and goes on", async () => {
    const renewed = await refresh(ada);
    if (!renewed.ok) throw new Error("A living session is renewed.");
    expect(renewed.value.setCookies.map((line) => line.split("=")[0])).toEqual(["__Host-hf_ops_at", "__Secure-hf_ops_rt"]);
    expect(renewed.value.setCookies.every((line) => line.includes("HttpOnly; Secure; SameSite=Strict"))).toBe(true);
    expect(renewed.value.setCookies[1]).toContain("Path=/api/ops;");
    expect(await ask(`${OPS_COOKIES.access}=${renewed.value.accessToken}`)).toBe("admitted");
    expect(await refreshOperatorSession(`__Secure-hf_rt=${ada.refreshToken}`, stand.parts)).toMatchObject({ ok: false });
  });

  test("ends after a quarter of an hour without an act, at its last second; polling does not count", async () => {
    const poll = { isBackground: true };
    const freshCookie = (): string => `${OPS_COOKIES.access}=${stand.pool.signIn(ada.sub, ada.originJti).accessToken}`;
    await later(OPERATOR_IDLE_SECONDS - 1, async () => expect(await ask(freshCookie(), poll)).toBe("admitted"));
    await later(OPERATOR_IDLE_SECONDS, async () => expect(await ask(freshCookie(), poll)).toBe("unauthenticated"));
    await later(OPERATOR_IDLE_SECONDS - 1, async () => expect(await ask(freshCookie())).toBe("admitted"));
    await later(OPERATOR_IDLE_SECONDS, async () => expect(await ask(freshCookie())).toBe("admitted"));
  });

  test("ends with the shift, whatever is done", async () => {
    expect(OPERATOR_SESSION_SECONDS).toBe(28_800);
    expect(ada.expiresAtSeconds - ada.createdAtSeconds).toBe(OPERATOR_SESSION_SECONDS);
    for (let at = 600; at < OPERATOR_SESSION_SECONDS; at += 600) {
      await later(at, async () => {
        const { accessToken } = stand.pool.signIn(ada.sub, ada.originJti);
        expect(await ask(`${OPS_COOKIES.access}=${accessToken}`)).toBe("admitted");
      });
    }
    await later(OPERATOR_SESSION_SECONDS, async () => {
      const { accessToken } = stand.pool.signIn(ada.sub, ada.originJti);
      expect(await ask(`${OPS_COOKIES.access}=${accessToken}`)).toBe("unauthenticated");
      expect(await refresh(ada)).toMatchObject({ ok: false });
    });
  });

  test("is over at once when it is signed out or ended, for both cookies, and the pool is told", async () => {
    const other = await stand.signIn(ada.sub);
    expect((await listOperatorSessions(ada, stand.parts)).map(({ id, current }) => [id, current])).toContainEqual([ada.sessionId, true]);
    await endOwnOperatorSession(ada, other.sessionId, stand.parts);
    expect(await ask(other.cookie)).toBe("unauthenticated");
    expect(await refresh(other)).toMatchObject({ ok: false });
    await endOperatorSession(`${ada.cookie}; ${OPS_COOKIES.refresh}=${ada.refreshToken}`, "session_signed_out", stand.parts);
    expect(await ask(ada.cookie)).toBe("unauthenticated");
    expect(stand.pool.revoked).toContain(ada.refreshToken);
  });

  test("is ended by its owner only: a colleague's is not there", async () => {
    const bob = await stand.signIn();
    expect(await outcomeOf(endOwnOperatorSession(bob, ada.sessionId, stand.parts))).toBe("not_found");
    expect(await outcomeOf(endOwnOperatorSession(bob, "no id", stand.parts))).toBe("not_found");
    expect(await ask(ada.cookie)).toBe("admitted");
  });

  test("is signed out while the pool is down", async () => {
    stand.pool.trouble = "down";
    await endOperatorSession(`${OPS_COOKIES.refresh}=${ada.refreshToken}`, "session_signed_out", stand.parts);
    stand.pool.trouble = null;
    expect(await ask(ada.cookie)).toBe("unauthenticated");
  });

  test("ends where it shows up on another client or network, and stays where it is otherwise", async () => {
    expect(await ask(ada.cookie, { isBackground: false, client: form("Chrome/156", "203.0.113.7") })).toBe("admitted");
    expect(await ask(ada.cookie, { isBackground: false, client: form("Chrome/156", "198.51.100.9") })).toBe("unauthenticated");
    expect(await ask(ada.cookie)).toBe("unauthenticated");
    const bob = await stand.signIn();
    const carried = clientOfCall.run(form("Firefox/140", "203.0.113.7"), () => refresh(bob));
    expect(await carried).toMatchObject({ ok: false });
    expect(await ask(bob.cookie)).toBe("unauthenticated");
    expect((await stand.eventsOf(bob)).at(-1)).toMatchObject({ kind: "session_client_changed" });
  });

  test("is over when the pool says so, and not when the pool is down", async () => {
    stand.pool.trouble = "down";
    await expect(refresh(ada)).rejects.toMatchObject({ name: "UnavailableError" });
    stand.pool.trouble = null;
    expect(await ask(ada.cookie)).toBe("admitted");
    stand.pool.trouble = { name: "RefreshTokenReuseException", message: "Refresh Token has been reused" };
    expect(await refresh(ada)).toMatchObject({ ok: false });
    stand.pool.trouble = null;
    expect(await ask(ada.cookie)).toBe("unauthenticated");
    expect((await stand.eventsOf(ada)).at(-1)).toMatchObject({ kind: "refresh_reused" });
  });

  test("is opened by tokens of the staff's pool only", async () => {
    const { openOperatorSession } = await import("./open-operator-session");
    const more = { factors: ["passkey"] as const, userAgent: "Chrome/156", network: "203.0.113.7", replaces: null };
    const tokens = stand.pool.signIn();
    const foreign = { ...tokens, accessToken: forge(accessClaims({ sub: tokens.sub, origin_jti: tokens.originJti })) };
    await expect(openOperatorSession({ ...foreign, ...more }, stand.parts)).rejects.toMatchObject({ name: "UnavailableError" });
    await openOperatorSession({ ...tokens, ...more }, stand.parts);
    await expect(openOperatorSession({ ...stand.pool.signIn(), ...more, factors: ["password"] }, stand.parts)).rejects.toThrow(/factors/);
  });
});
