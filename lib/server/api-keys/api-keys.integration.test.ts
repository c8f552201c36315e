// Making, listing and revoking keys with real grants on real PostgreSQL.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_KEY_DRAFT_SECONDS, API_KEY_REQUEST, API_KEYS_MAX, type ApiKeyDto } from "@/lib/contracts/api-keys";
import { findRow } from "@/lib/contracts/find-route";
import { invariant } from "@/lib/ground/invariant";
import { admitAgent } from "@/lib/server/session/agent-gate";
import { codeOf } from "@/lib/testing/refusal-code";
import { openWithdrawalStand, type Person, START_SECONDS, type WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import { confirmApiKey } from "./confirm-api-key";
import { describeApiKey } from "./describe-api-key";
import { draftApiKey } from "./draft-api-key";
import { listApiKeys } from "./list-api-keys";
import { revokeApiKey } from "./revoke-api-key";

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
});
afterAll(() => stand.close());

const draft = (person: Person, name = "Bot"): Promise<ApiKeyDto> =>
  draftApiKey(person.trader, { name, scopes: ["markets:read", "portfolio:read"], days: 30 }, stand.here);
const grantFor = (person: Person, { id, terms }: ApiKeyDto): Promise<string> =>
  stand.grant(person, { purpose: "api_key", subjectId: id, terms }, "password_totp");
const make = async (person: Person, name?: string) => {
  const drafted = await draft(person, name);
  return confirmApiKey(person.trader, drafted.id, await grantFor(person, drafted), stand.there);
};
const list = async (person: Person) => (await listApiKeys(person.trader, stand.here)).keys;
const route = findRow("/api/v1/portfolio");
const use = async (secret: string): Promise<string> => {
  invariant(route !== null, "there is a route for keys");
  const call = { route, headers: new Headers({ authorization: `Bearer ${secret}` }), nowSeconds: START_SECONDS + 5 };
  const admitted = await admitAgent(call, stand.here);
  return admitted.ok ? "admitted" : admitted.refusal.code;
};

describe("a key", () => {
  it("is made by a grant for its very terms, works, and is told once", async () => {
    const ana = await stand.person();
    const drafted = await draft(ana);
    expect(drafted).toMatchObject({ state: "awaiting_approval", scopes: ["portfolio:read", "markets:read"], lastUsedAt: null });
    expect(drafted.terms).toMatchObject({ act: "api_key", name: "Bot", scopes: "portfolio:read,markets:read", trader: ana.trader.sub });
    expect(await codeOf(confirmApiKey(ana.trader, drafted.id, undefined, stand.here))).toBe("step_up_required");
    const grant = await grantFor(ana, drafted);
    const { key, secret } = await confirmApiKey(ana.trader, drafted.id, grant, stand.here);
    expect(key.state).toBe("active");
    expect(await use(secret)).toBe("admitted");
    expect(JSON.stringify(await list(ana))).not.toContain(secret.slice(-43));
    expect(await codeOf(confirmApiKey(ana.trader, drafted.id, grant, stand.here))).toBe("grant_used");
    expect(await codeOf(confirmApiKey(ana.trader, drafted.id, undefined, stand.here))).toBe("conflict");
  });

  it("is not made by a grant for another key, or by another trader", async () => {
    const [ana, eve] = [await stand.person(), await stand.person()];
    const [one, other] = [await draft(ana), await draft(ana)];
    expect(await codeOf(confirmApiKey(ana.trader, other.id, await grantFor(ana, one), stand.here))).toBe("grant_mismatch");
    expect(await codeOf(confirmApiKey(eve.trader, one.id, await grantFor(ana, one), stand.here))).toBe("not_found");
    expect((await list(ana)).every(({ state }) => state === "awaiting_approval")).toBe(true);
    expect(await list(eve)).toEqual([]);
  });

  it("comes to be once, however many confirm at the same moment", async () => {
    const ana = await stand.person();
    const drafted = await draft(ana);
    const grant = await grantFor(ana, drafted);
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => confirmApiKey(ana.trader, drafted.id, grant, stand.here)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is revoked at once by its trader alone", async () => {
    const [ana, eve] = [await stand.person(), await stand.person()];
    const { key, secret } = await make(ana);
    for (const id of [key.id, "x", key.id.replace(/^./, "f")])
      expect(await codeOf(revokeApiKey(eve.trader, id, stand.here))).toBe("not_found");
    expect(await use(secret)).toBe("admitted");
    await revokeApiKey(ana.trader, key.id, stand.here);
    expect(await use(secret)).toBe("unauthenticated");
    expect(await list(ana)).toEqual([]);
    expect(await codeOf(revokeApiKey(ana.trader, key.id, stand.here))).toBe("not_found");
  });

  it("is one of so many", async () => {
    const ana = await stand.person();
    for (let at = 0; at < API_KEYS_MAX; at += 1) await draft(ana, `Bot ${at}`);
    expect(await codeOf(draft(ana))).toBe("limit_exceeded");
    const [first] = await list(ana);
    await revokeApiKey(ana.trader, first?.id ?? "", stand.here);
    expect(await codeOf(draft(ana))).toBe("done");
  });

  it("can be approved until its draft ends, to the second", async () => {
    const ana = await stand.person();
    const drafted = await draft(ana);
    const at = (nowSeconds: number) =>
      stand.here.database.asTrader(ana.trader.sub, (tx) => describeApiKey(tx, ana.trader, drafted.id, nowSeconds));
    expect((await at(START_SECONDS + API_KEY_DRAFT_SECONDS - 1)).ok).toBe(true);
    expect(await at(START_SECONDS + API_KEY_DRAFT_SECONDS)).toMatchObject({ ok: false, refusal: { code: "quote_expired" } });
  });
});

describe("the form of a key", () => {
  const good = { name: "Bot", scopes: ["portfolio:read"], days: 30 };
  it("is taken as it should be", () => {
    expect(API_KEY_REQUEST.safeParse(good).success).toBe(true);
  });
  it.each([
    { name: " " },
    { name: "x".repeat(61) },
    { name: "a\u202Eb" },
    { scopes: [] },
    { scopes: ["portfolio:read", "portfolio:read"] },
    { scopes: ["withdrawals:write"] },
    { scopes: ["orders:write"] },
    { days: 0 },
    { days: 366 },
    { sub: "eve" },
  ])("is refused with %j", (change) => {
    expect(API_KEY_REQUEST.safeParse({ ...good, ...change }).success).toBe(false);
  });
});
