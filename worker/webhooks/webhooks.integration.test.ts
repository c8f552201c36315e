// Webhooks from the event to a real TLS endpoint: signed, repeated with patience, given up in the open.
import { createHmac, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { webhookSecret } from "@/lib/server/signal-store/webhook-secret";
import { Secret } from "@/lib/settings/secret";
import { WEBHOOK_ATTEMPTS_MAX } from "@/lib/signals/webhook-schedule";
import { HOOK_CERTIFICATE, HOOK_HOST, type HookServer, startHookServer } from "@/lib/testing/hook-server";
import { type Follower, newWallet, openSignalStand, type SignalStand } from "@/lib/testing/signal-stand";
import { judgeFeed } from "../signals/judge-feed";
import { createWebhookRound } from "./create-webhook-round";

const KEY = new Secret("w".repeat(43));
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let stand: SignalStand;
let hook: HookServer;
beforeAll(async () => {
  [stand, hook] = await Promise.all([openSignalStand(), startHookServer()]);
});
afterAll(() => Promise.all([stand.close(), hook.close()]));
afterEach(() => {
  stand.time.nowSeconds += 10 * 86_400;
  hook.calls.length = 0;
  hook.answer = (response) => {
    response.writeHead(204).end();
  };
});

function send(): Promise<unknown> {
  return createWebhookRound({
    ...{ database: stand.worker, clock: stand.clock, log, webhookKey: KEY },
    approvedAt: { origin: "https://app.example.com", rpId: "app.example.com" },
    world: {
      book: { resolve: async () => [{ address: "127.0.0.1", family: 4 }], isAllowed: () => true },
      ...{ port: hook.port, ca: HOOK_CERTIFICATE },
    },
  })();
}
async function endpoint({ sub }: Follower): Promise<string> {
  const id = randomUUID();
  await stand.app.asTrader(sub, (tx) =>
    tx.query("INSERT INTO holdfast.webhook_endpoints (id, trader, url, created_at) VALUES ($1, $2, $3, to_timestamp($4))", [
      ...[id, sub, `https://${HOOK_HOST}/in`, stand.time.nowSeconds],
    ]),
  );
  return id;
}
/** Somebody with an endpoint and one signal on its way to it. */
async function signalled(): Promise<{ readonly person: Follower; readonly endpointId: string }> {
  const [person, whale] = [await stand.person(), newWallet()];
  await stand.follow(person, whale);
  const endpointId = await endpoint(person);
  await stand.rule(person, { kind: "wallet_buys", wallet: whale, pairId: null, usdMin: null }, { byWebhook: true, spend: "20" });
  await stand.feed({ wallet: whale });
  while (await judgeFeed({ database: stand.worker, nowSeconds: stand.time.nowSeconds, onOdd: () => undefined }));
  return { person, endpointId };
}
const deliveries = ({ sub }: Follower): Promise<{ outcome: string | null; attempts: number; error: string | null }[]> =>
  stand.app.asTrader(sub, (tx) =>
    tx.query("SELECT outcome, attempts, last_error AS error FROM holdfast.signal_deliveries ORDER BY queued_at, id"),
  );
const state = async (endpointId: string, { sub }: Follower): Promise<unknown> =>
  (
    await stand.app.asTrader(sub, (tx) =>
      tx.query(`SELECT last_outcome AS last, failing_since IS NOT NULL AS "isFailing" FROM holdfast.webhook_endpoints WHERE id = $1`, [
        endpointId,
      ]),
    )
  )[0];

describe("a signal", () => {
  it("is sent once, signed as Standard Webhooks says, with a secret that no table holds", async () => {
    const { person, endpointId } = await signalled();
    await Promise.all([send(), send(), send()]);
    const [call, ...more] = hook.calls;
    expect(more).toEqual([]);
    const secret = webhookSecret(KEY, endpointId);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signature } = call?.headers ?? {};
    const expected = createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
      .update(`${String(id)}.${String(at)}.${call?.body ?? ""}`)
      .digest("base64");
    expect(signature).toBe(`v1,${expected}`);
    expect(at).toBe(stand.time.nowSeconds.toString());
    expect(JSON.parse(call?.body ?? "")).toMatchObject({
      type: "signal",
      data: {
        rule: { name: "My rule" },
        happened: { side: "buy", pair: { base: "LINK" } },
        isTakenBack: false,
        action: { kind: "order", href: expect.stringMatching(/^https:\/\/app\.example\.com\/orders\/new\?network=testnet&/) as string },
      },
    });
    expect(await deliveries(person)).toEqual([{ outcome: "sent", attempts: 1, error: null }]);
    expect(await state(endpointId, person)).toEqual({ last: "taken", isFailing: false });
  });

  it("that is not taken is repeated under the same id for about a day, and then the endpoint fails and its trader is told", async () => {
    const { person, endpointId } = await signalled();
    hook.answer = (response) => {
      response.writeHead(500).end("do not show this");
    };
    const startedAt = stand.time.nowSeconds;
    for (let attempt = 1; attempt <= WEBHOOK_ATTEMPTS_MAX; attempt += 1) {
      await send();
      expect(hook.calls).toHaveLength(attempt);
      await send();
      expect(hook.calls).toHaveLength(attempt);
      const [next] = await stand.worker.asService((tx) =>
        tx.query<{ at: number }>(
          "SELECT extract(epoch FROM next_attempt_at)::float8 AS at FROM holdfast.signal_deliveries WHERE endpoint_id = $1 AND outcome IS NULL",
          [endpointId],
        ),
      );
      if (next) stand.time.nowSeconds = next.at;
    }
    expect(new Set(hook.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(hook.calls.map(({ body }) => body)).size).toBe(1);
    expect(stand.time.nowSeconds - startedAt).toBeGreaterThan(60_000);
    expect(stand.time.nowSeconds - startedAt).toBeLessThan(110_000);
    expect(await deliveries(person)).toEqual([{ outcome: "given_up", attempts: 9, error: "failed_5xx" }]);
    expect(await state(endpointId, person)).toEqual({ last: "failed_5xx", isFailing: true });
    const told = await stand.app.asTrader(person.sub, (tx) =>
      tx.query("SELECT kind FROM holdfast.security_events WHERE kind = 'webhook_failing'"),
    );
    expect(told).toHaveLength(1);
  });

  it("waits while the account is frozen, and is dropped when its endpoint was removed", async () => {
    const { person, endpointId } = await signalled();
    const freeze = (step: "frozen"): Promise<unknown> =>
      stand.app.asTrader(person.sub, (tx) =>
        tx.query("INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, $2, to_timestamp($3))", [
          ...[person.sub, step, stand.time.nowSeconds],
        ]),
      );
    await freeze("frozen");
    await send();
    expect(hook.calls).toEqual([]);
    expect(await deliveries(person)).toEqual([{ outcome: null, attempts: 0, error: null }]);
    const other = await signalled();
    await stand.app.asTrader(other.person.sub, (tx) =>
      tx.query("UPDATE holdfast.webhook_endpoints SET removed_at = to_timestamp($2) WHERE id = $1", [
        other.endpointId,
        stand.time.nowSeconds,
      ]),
    );
    await send();
    expect(hook.calls).toEqual([]);
    expect(await deliveries(other.person)).toMatchObject([{ outcome: "dropped" }]);
    expect(await state(endpointId, person)).toMatchObject({ last: null });
  });

  it("whose worker died while sending is sent again by the next one", async () => {
    const { person } = await signalled();
    hook.answer = (response) => response.destroy();
    await send();
    expect(await deliveries(person)).toMatchObject([{ outcome: null, attempts: 1 }]);
    hook.answer = (response) => {
      response.writeHead(204).end();
    };
    stand.time.nowSeconds += 61;
    await send();
    expect(await deliveries(person)).toMatchObject([{ outcome: "sent", attempts: 2 }]);
  });
});
