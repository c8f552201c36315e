// Every gate that judges a token counts what it refuses, with its reason and its network, in rows that a flood does not multiply.
import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { bearerGateOf } from "@/lib/server/session/bearer-gates";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";
import { createTokenGate } from "@/lib/server/tokens/token-gate";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { useFakeProcess } from "@/lib/testing/fake-process";
import {
  accessClaims,
  forge,
  FORGE_KEYS,
  FORGE_NOW_SECONDS as NOW,
  forgeKeySet,
  forgeSettings,
  idClaims,
  machineClaims,
} from "@/lib/testing/token-forge";
import { middleware } from "@/middleware";
import { FLUSH_MS } from "./count-refused-tokens";

const ORIGIN = "http://localhost:3000";
vi.mock("@/lib/server/env", () => ({ isDevelopment: false, settings: () => ({ ...forgeSettings, appOrigin: ORIGIN, clockFile: null }) }));
vi.mock("@/lib/server/clock/create-clock", () => ({ createClock: () => ({ nowSeconds: () => NOW }) }));

let file: TestDatabase;
let database: Database;
let reader: Database;
let end: () => void;
beforeAll(async () => {
  file = await createTestDatabase();
  database = createDatabase({ url: file.appUrl, poolSize: 3 });
  reader = createDatabase({ url: file.keeperUrl, poolSize: 1 });
  end = useFakeProcess({ appOrigin: ORIGIN, gate: createTokenGate(forgeSettings, forgeKeySet()) });
  Object.assign(services(), { database });
  const parts = (globalThis as Record<symbol, unknown>)[Symbol.for("holdfast.session-parts")];
  Object.assign(parts as object, { database });
});
afterAll(async () => {
  end();
  await Promise.all([database.close(), reader.close()]);
  await file.drop();
});

interface Row {
  readonly count: number;
  readonly reasons: Record<string, number>;
  readonly gates: Record<string, number>;
  readonly networks: Record<string, number>;
}
const rows = () =>
  reader.asService(async (tx) =>
    (await tx.query<{ detail: Row }>("SELECT detail FROM holdfast.security_events WHERE kind = 'token_refused' ORDER BY id")).map(
      ({ detail }) => detail,
    ),
  );
/** What is written after `work`, once the counters were emptied. */
async function written(work: () => Promise<unknown>): Promise<readonly Row[]> {
  const before = (await rows()).length;
  await work();
  await new Promise((resolve) => setTimeout(resolve, FLUSH_MS + 300));
  return (await rows()).slice(before);
}
const at = "198.51.100.23";
const page = (token: string) =>
  middleware(new NextRequest(`${ORIGIN}/portfolio`, { headers: { cookie: `__Host-hf_at=${token}`, "x-forwarded-for": at } }));
const stranger = forge(accessClaims(), { kid: "key-1", alg: "RS256" }, FORGE_KEYS.strange);
const expired = forge(accessClaims({ iat: NOW - 301, auth_time: NOW - 301, exp: NOW - 1 }));
const machineRow = ROUTE_MANIFEST.find(({ audience }) => audience === "machine");

describe("a token that is refused", () => {
  it("at the first gate is counted with its reason and its coarse network, a thousand of them in one row", async () => {
    const [row, ...more] = await written(async () => {
      for (let count = 0; count < 1_000; count += 1) await page(stranger);
      await page(forge(idClaims()));
      await page(forge(accessClaims({ client_id: "another" })));
      await page(expired);
    });
    expect(more.length).toBeLessThanOrEqual(2);
    const all = [row, ...more];
    const sum = (of: (one: Row) => number): number => all.reduce((total, one) => total + (one === undefined ? 0 : of(one)), 0);
    expect(sum(({ count }) => count)).toBe(1_003);
    expect(sum(({ reasons }) => reasons["signature"] ?? 0)).toBe(1_000);
    expect(sum(({ reasons }) => reasons["expired"] ?? 0)).toBe(1);
    expect(sum(({ networks }) => networks["198.51.100.0/24"] ?? 0)).toBe(1_002);
    expect(JSON.stringify(all)).not.toContain(at);
  });

  it("at the traders' own gate is counted, and so is a good one whose session is over", async () => {
    const [row] = await written(async () => {
      await resolveTrader(`__Host-hf_at=${stranger}`);
      await resolveTrader(`__Host-hf_at=${forge(accessClaims({ sub: randomUUID() }))}`);
    });
    expect(row).toMatchObject({ count: 2, gates: { trader: 2 }, reasons: { signature: 1, no_session: 1 } });
  });

  it("at the gates of programs is counted, a scope that is missing and a key that nobody has too", async () => {
    if (machineRow === undefined) throw new Error("There is no machine route.");
    const show = async (audience: "machine" | "agent", token: string): Promise<void> => {
      const headers = new Headers({ authorization: `Bearer ${token}` });
      expect(await bearerGateOf(audience)?.admit({ route: machineRow, headers, nowSeconds: NOW })).toMatchObject({ ok: false });
    };
    const [row] = await written(async () => {
      await show("machine", forge(accessClaims()));
      await show("machine", forge(machineClaims({ scope: "holdfast-ingest/read" })));
      await show("agent", "not-a-key");
    });
    expect(row).toMatchObject({ count: 3, gates: { bearer: 3 }, reasons: { scope: 1, unknown_key: 1 } });
  });

  it("is nothing when there was no token, and a good one is nothing at all", async () => {
    expect(
      await written(async () => {
        await middleware(new NextRequest(`${ORIGIN}/portfolio`));
        await page(forge(accessClaims()));
        await resolveTrader(null);
      }),
    ).toEqual([]);
  });
});
