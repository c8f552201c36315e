// What a freeze makes of a session: it may look, and a session that may only look for a reason of its own keeps that reason.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { createSessionStand, FewLinesPool, type SessionStand } from "@/lib/testing/session-stand";
import { COOKIES } from "./cookies";
import { freezeAccount } from "./freeze-account";
import { openSession } from "./open-session";
import { resolveTrader } from "./resolve-trader";

let db: TestDatabase;
let stand: SessionStand;
const pool = new FewLinesPool();
beforeAll(async () => {
  db = await createTestDatabase();
  stand = createSessionStand(db.appUrl, pool);
});
afterAll(async () => {
  await stand.database.close();
  await db.drop();
});

/** A session of `sub` (somebody new when left out); with a passkey it is one that we never saw enrolled. */
async function signIn(options: { readonly sub?: string; readonly passkeyId?: string } = {}) {
  const tokens = pool.signIn(options.sub);
  const factors = options.passkeyId === undefined ? (["password", "totp"] as const) : (["passkey"] as const);
  await openSession(
    {
      ...{ ...tokens, factors, passkeyId: options.passkeyId ?? null, hasEnrolled: false },
      ...{ userAgent: "Chrome/156", network: "203.0.113.7", replaces: null },
    },
    stand.parts,
  );
  return { ...tokens, cookie: `${COOKIES.access}=${tokens.accessToken}` };
}
const freeze = (sub: string) =>
  stand.database.asTrader(sub, (tx) => freezeAccount(tx, { sub, sessionId: null, detail: {} }, pool.nowSeconds));
const reasonOf = async (cookie: string): Promise<string | null> => {
  const resolved = await resolveTrader(cookie, undefined, stand.parts);
  return resolved.ok ? resolved.value.readOnlyReason : resolved.refusal.code;
};

describe("a freeze", () => {
  it("ends the sessions that were there, and one opened afterwards may only look; another trader's may act", async () => {
    const [before, other] = [await signIn(), await signIn()];
    expect(await reasonOf(before.cookie)).toBeNull();
    await freeze(before.sub);
    expect(await reasonOf(before.cookie)).toBe("unauthenticated");
    expect(await reasonOf((await signIn({ sub: before.sub })).cookie)).toBe("frozen");
    expect(await reasonOf(other.cookie)).toBeNull();
  });

  it("does not become the way to act for a session that stands on a planted passkey", async () => {
    const { sub } = await signIn();
    await freeze(sub);
    expect(await reasonOf((await signIn({ sub, passkeyId: "cGxhbnRlZA" })).cookie)).toBe("unknown_passkey");
  });
});
