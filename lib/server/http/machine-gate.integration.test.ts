// Programs by bearer, people by cookie, and neither by the other's: swept over the manifest, at the first gate and at the handlers' own.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { NextRequest } from "next/server";
import { ROUTE_MANIFEST, type Method, type Route } from "@/lib/contracts/route-manifest";
import { createTokenVerifier } from "@/lib/server/tokens/create-token-verifier";
import { createTokenGate, MACHINE_TOKEN_CHECKS } from "@/lib/server/tokens/token-gate";
import { useFakeProcess } from "@/lib/testing/fake-process";
import { BAD_TOKENS } from "@/lib/testing/bad-tokens";
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
import { serve } from "./serve";

const ORIGIN = "http://localhost:3000";
vi.mock("@/lib/server/env", () => ({ isDevelopment: false, settings: () => ({ ...forgeSettings, appOrigin: ORIGIN, clockFile: null }) }));
vi.mock("@/lib/server/clock/create-clock", () => ({ createClock: () => ({ nowSeconds: () => NOW }) }));

let end: () => void;
beforeAll(() => {
  end = useFakeProcess({ appOrigin: ORIGIN, gate: createTokenGate(forgeSettings, forgeKeySet()) });
});
afterAll(() => {
  end();
});

const handlers = ROUTE_MANIFEST.filter(({ kind }) => kind === "handler");
const machineRows = handlers.filter(({ audience }) => audience === "machine");
const traderRows = handlers.filter(({ audience }) => audience === "trader");
const concrete = (path: string): string => path.replaceAll(/\[(?:\.\.\.)?\w+\]/g, "x");
const methodsOf = ({ methods }: Route): readonly Method[] => (methods.length === 0 ? ["GET"] : methods);

/** Serves a row with handlers that only say that they were reached, and asks one method of it. */
async function reach(route: Route, method: Method, headers: Record<string, string>): Promise<number> {
  const served = serve(route.path, Object.fromEntries(route.methods.map((one) => [one, () => Response.json({ reached: one })])));
  const isRead = method === "GET";
  const request = new Request(`${ORIGIN}${concrete(route.path)}`, {
    method,
    headers: { ...(isRead ? {} : { "content-type": route.accepts[0] ?? "", "content-length": "2" }), ...headers },
    ...(isRead ? {} : { body: "{}" }),
  });
  return (await served[method](request, { params: Promise.resolve({}) })).status;
}

/** Whether the first gate lets it on. */
async function passes(route: Route, method: Method, headers: Record<string, string>): Promise<boolean> {
  const response = await middleware(new NextRequest(`${ORIGIN}${concrete(route.path)}`, { method, headers }));
  return response.headers.get("x-middleware-next") === "1";
}

const sweep = (rows: readonly Route[]) => rows.flatMap((route) => methodsOf(route).map((method) => ({ route, method })));
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const SAME = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
const machine = forge(machineClaims());

describe("a route of machines", () => {
  it("admits the machine's token with the route's scope, and nothing of a browser is asked of it", async () => {
    expect(machineRows.length).toBeGreaterThan(0);
    for (const { route, method } of sweep(machineRows)) {
      expect([route.path, await reach(route, method, bearer(machine)), await passes(route, method, bearer(machine))]).toEqual([
        route.path,
        200,
        true,
      ]);
    }
  });

  const other = (changes: Record<string, unknown>) => bearer(forge(machineClaims(changes)));
  it.each([
    ["no token", {}, 401],
    ["a trader's access token", bearer(forge(accessClaims())), 401],
    ["a trader's access token with the scope", bearer(forge(accessClaims({ scope: "holdfast-ingest/write" }))), 401],
    ["an ID token", bearer(forge(idClaims())), 401],
    ["the token of another client", other({ client_id: "another", sub: "another" }), 401],
    ["another client's token in the machine's name", other({ sub: "another" }), 401],
    ["a person in the machine client's name", other({ username: "somebody" }), 401],
    ["a sign-in in the machine client's name", other({ origin_jti: machineClaims()["jti"] }), 401],
    ["another pool's token", other({ iss: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Other1234" }), 401],
    ["an expired token", other({ iat: NOW - 400, auth_time: NOW - 400, exp: NOW - 1 }), 401],
    ["a token of tomorrow", other({ nbf: NOW + 60 }), 401],
    ["a token for a day", other({ exp: NOW + 86_400 }), 401],
    ["a token of no use", other({ token_use: "id" }), 401],
    ["a stranger's token", bearer(forge(machineClaims(), { kid: "key-1", alg: "RS256" }, FORGE_KEYS.strange)), 401],
    ["a token without scope", other({ scope: undefined }), 401],
    ["a token of another scope", other({ scope: "holdfast-ingest/read other/write" }), 403],
    ["a cookie beside the token", { ...bearer(machine), cookie: `__Host-hf_at=${forge(accessClaims())}` }, 403],
    ["any cookie of ours beside the token", { ...bearer(machine), cookie: "a=b; __Host-hf_dev=x" }, 403],
    ["a cookie instead of the token", { cookie: `__Host-hf_at=${forge(accessClaims())}` }, 403],
    ["the token as a cookie", { cookie: `__Host-hf_at=${machine}` }, 403],
    ["a browser's origin", { ...bearer(machine), origin: ORIGIN }, 403],
    ["another scheme", { authorization: `bearer ${machine}` }, 401],
    ["two tokens", { authorization: `Bearer ${machine}, Bearer ${machine}` }, 401],
  ] as const)("refuses %s", async (_, headers, status) => {
    for (const { route, method } of sweep(machineRows)) {
      expect([route.path, await reach(route, method, headers), await passes(route, method, headers)]).toEqual([route.path, status, false]);
    }
  });

  it("refuses every token of the corpus of bad ones", async () => {
    const [row] = machineRows;
    if (row === undefined) throw new Error("There is no machine route.");
    for (const { name, token } of BAD_TOKENS.filter((bad) => /^[\x21-\x7e]*$/.test(bad.token))) {
      expect([name, await reach(row, row.methods[0] ?? "GET", bearer(token))]).toEqual([name, 401]);
    }
  });

  it("admits nobody where no machine client is named", async () => {
    const undo = useFakeProcess({
      appOrigin: ORIGIN,
      gate: createTokenGate({ ...forgeSettings, pool: { ...forgeSettings.pool, machineClientId: null } }, forgeKeySet()),
    });
    for (const { route, method } of sweep(machineRows)) expect(await reach(route, method, bearer(machine))).toBe(401);
    undo();
    end = useFakeProcess({ appOrigin: ORIGIN, gate: createTokenGate(forgeSettings, forgeKeySet()) });
  });

  it.each(["client_id", "sub_is_client", "nobody_signed_in", "lifetime"])("needs its check %s", async (name) => {
    const policy = { issuer: forgeSettings.pool.issuer, clientId: "holdfastmachine", lifetimeSecondsMax: 3_600 };
    const bad = {
      client_id: machineClaims({ client_id: "another" }),
      sub_is_client: machineClaims({ sub: "another" }),
      nobody_signed_in: machineClaims({ username: "somebody" }),
      lifetime: machineClaims({ exp: NOW + 86_400 }),
    }[name];
    const judge = (checks: typeof MACHINE_TOKEN_CHECKS) =>
      createTokenVerifier({ keySet: forgeKeySet(), policy, checks }).verify(forge(bad), NOW);
    expect((await judge(MACHINE_TOKEN_CHECKS)).ok).toBe(false);
    expect((await judge(MACHINE_TOKEN_CHECKS.filter((check) => check.name !== name))).ok).toBe(true);
  });
});

describe("a route of traders", () => {
  const perfect = bearer(forge(accessClaims()));
  it.each([
    ["a machine's token as bearer", bearer(machine)],
    ["a trader's own token as bearer", perfect],
    ["a machine's token as the access cookie", { cookie: `__Host-hf_at=${machine}` }],
    [
      "a machine's token with a user's scope as the access cookie",
      { cookie: `__Host-hf_at=${forge(machineClaims({ scope: "aws.cognito.signin.user.admin" }))}` },
    ],
    ["both", { ...bearer(machine), cookie: `__Host-hf_at=${machine}` }],
  ])("refuses %s, step-up and all", async (_, headers) => {
    expect(traderRows.length).toBeGreaterThan(20);
    for (const { route, method } of sweep(traderRows)) {
      const sent = { ...SAME, ...headers };
      expect([route.path, await reach(route, method, sent), await passes(route, method, sent)]).toEqual([route.path, 401, false]);
    }
  });
});
