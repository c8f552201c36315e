// Acceptance 5: the manifest's word against every kind of caller, and ids and names of others that change nothing.
import { expect, test } from "@playwright/test";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { canariesOf, canaryIn } from "../support/canaries";
import { UNKNOWN_ID } from "../support/concrete-path";
import { exceptionName, faultOf, problemCode } from "../support/answer-faults";
import { speaksCognito } from "../support/speaks-cognito";
import { passkeyOf, stageTrader } from "../support/staged-trader";
import { linkWallet } from "../support/linked-wallet-calls";
import { accepted, openGrant, prepare } from "../support/withdrawal-calls";
import { prepareOrder } from "../support/order-calls";
import { openHarness, type SignedIn } from "../support/harness";
import { ANONYMOUS, halfSignedIn } from "../support/personas";
import type { RawAnswer } from "../support/raw-answer";
import { claimsOf } from "../support/mint-token";
import { COOKIE } from "../support/cookie-names";
import { AppClient } from "../support/app-client";
import { CookieJar } from "../support/cookie-jar";
import { sweepRefusals } from "./refusal-sweep";

// Rows of the desk refuse every trader before any id is read. What the index knows of wallets and pairs is everybody's, so their names are nobody's ids.
const withId = ROUTE_MANIFEST.filter(
  ({ path, kind, audience }) =>
    kind === "handler" && audience !== "operator" && /\[\w+\]/.test(path) && !/\[(?:address|wallet|pairId)\]/.test(path),
);
const RULE = {
  ...{ name: "Dear ether", spend: null, byMail: false, byWebhook: false },
  rule: { kind: "wallet_buys", wallet: null, pairId: null, usdMin: null },
};
const handlers = ROUTE_MANIFEST.filter(
  ({ path, kind, audience, methods }) => kind === "handler" && audience === "trader" && methods.includes("GET") && !path.includes("["),
);

/** The answer without what differs by nature: the request's own id, the time, and connection details. */
function comparable(answer: RawAnswer): string {
  const varying = new Set(["date", "x-request-id", "x-amzn-requestid", "content-security-policy", "connection", "keep-alive"]);
  const headers = answer.headers
    .filter(([name]) => !varying.has(name.toLowerCase()))
    .map((pair) => pair.join(": ").toLowerCase())
    .sort();
  return JSON.stringify([answer.status, headers, answer.text.replace(/"requestId":"[^"]+"/, '"requestId":"…"')]);
}

const sessionIdOf = async (client: AppClient): Promise<string> =>
  (JSON.parse((await client.call("GET", "/api/auth/session")).text) as { session: { id: string } }).session.id;

test.describe("other people's things", () => {
  let owner: SignedIn;
  let stranger: SignedIn;

  test.beforeAll(async () => {
    owner = await openHarness().newTrader();
    stranger = await openHarness().newTrader();
  });

  test("answer nobody and the half-signed-in as the manifest says, on every route", async () => {
    const harness = openHarness();
    for (const persona of [ANONYMOUS, await halfSignedIn(harness)]) {
      expect((await sweepRefusals(harness.app, persona, { codes: ["unauthenticated"], page: "sign-in" })).faults).toEqual([]);
    }
  });

  test("answer a stranger's id byte for byte like an unknown one", async () => {
    const rich = await stageTrader(openHarness(), { deposits: [{ asset: "USDC", amount: "50" }], hasPasskey: true });
    const { id: withdrawalId } = accepted<{ id: string }>(
      await prepare(rich.client, { asset: "USDC", amount: "5", addressId: rich.addressId }),
    );
    const { id: orderId } = accepted<{ id: string }>(
      await prepareOrder(rich.client, { payAsset: "USDC", receiveAsset: "ETH", payAmount: "5" }),
    );
    const { grantId } = accepted<{ grantId: string }>(await openGrant(rich.client, "withdrawal", withdrawalId));
    const credential = passkeyOf(rich).sign("AAAA", openHarness().facts.origin);
    const walletId = await linkWallet(rich.client);
    const makeOf = async (path: string, json: object): Promise<string> =>
      accepted<{ id: string }>(await rich.client.call("POST", path, { json })).id;
    const ids: Readonly<Record<string, string>> = {
      "/api/api-keys/": await makeOf("/api/api-keys", { name: "Mine", scopes: ["markets:read"], days: 7 }),
      "/api/signals/rules/": await makeOf("/api/signals/rules", RULE),
      "/api/signals/webhooks/": await makeOf("/api/signals/webhooks", { url: "https://hooks.example.com/holdfast" }),
    };
    const idOf = (path: string): string | undefined => {
      if (path.startsWith("/api/sessions/")) return "session";
      if (path.startsWith("/api/withdrawals/")) return withdrawalId;
      if (path.startsWith("/api/orders/")) return orderId;
      if (path.startsWith("/api/addresses/")) return rich.addressId;
      if (path.startsWith("/api/linked-wallets/")) return walletId;
      if (path.startsWith("/api/passkeys/")) return passkeyOf(rich).credentialId;
      if (path.startsWith("/api/step-up/")) return grantId;
      return Object.entries(ids).find(([start]) => path.startsWith(start))?.[1];
    };
    const bodyOf = (path: string, method: string): object => {
      if (path.startsWith("/api/signals/rules/")) return method === "PUT" ? RULE : { isOn: false };
      if (path === "/api/api-keys/[id]/confirm") return { grantId };
      if (path.startsWith("/api/passkeys/")) return { name: "Mine now" };
      return path.endsWith("/passkey") ? { credential } : {};
    };
    const sessionId = await sessionIdOf(rich.client);
    for (const { path, methods, accepts } of withId) {
      for (const method of methods) {
        const known = idOf(path);
        expect(known, `the suite knows no id of somebody's for ${path}`).toBeDefined();
        const real = known === "session" ? sessionId : (known ?? "");
        const headers = [
          ["Content-Type", accepts[0] ?? ""],
          ["X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth"],
        ] as const;
        const ask = (id: string): Promise<RawAnswer> =>
          stranger.client.call(method, path.replace(/\[\w+\]/, id), {
            ...(method === "GET" || method === "DELETE" ? {} : { json: bodyOf(path, method), headers }),
          });
        const [foreign, unknown] = [await ask(real), await ask(UNKNOWN_ID)];
        if (speaksCognito(path)) expect(exceptionName(foreign), path).not.toBeNull();
        else expect(problemCode(foreign), `${method} ${path}`).toBe("not_found");
        expect(comparable(foreign)).toBe(comparable(unknown));
      }
    }
    expect((await rich.client.call("GET", `/api/withdrawals/${withdrawalId}`)).status).toBe(200);
    expect(problemCode(await openGrant(stranger.client, "withdrawal", withdrawalId))).toBe("not_found");
    expect(problemCode(await openGrant(stranger.client, "order", orderId))).toBe("not_found");
  });

  test("answer their owner: a session can be ended by whom it belongs to", async () => {
    const second = await openHarness().signInAgain(owner.person);
    const answer = await owner.client.call("DELETE", `/api/sessions/${await sessionIdOf(second)}`);
    expect(answer.status).toBeLessThan(300);
    expect((await second.call("GET", "/api/portfolio")).status).toBe(401);
  });

  test("stay out of reach of ids that a client merely claims", async () => {
    const demo = await openHarness().demoTrader();
    const canaries = await canariesOf(demo);
    const sub = String(claimsOf(demo.client.jar.get(COOKIE.access) ?? "")["sub"]);
    const claims = [sub, demo.person.email];
    for (const { path } of handlers) {
      for (const claim of claims) {
        const names = ["sub", "userId", "user_id", "user", "trader", "id", "username"];
        const targets = names.map((name) => `${path}?${name}=${encodeURIComponent(claim)}`);
        const headers = [
          "X-User-Id",
          "X-User",
          "X-Sub",
          "X-Trader",
          "X-Holdfast-Sub",
          "X-Amzn-Oidc-Identity",
          "X-Forwarded-User",
          "Holdfast-Sub",
        ].map((name) => [name, claim] as const);
        const answers = [
          ...(await Promise.all(targets.map((target) => stranger.client.call("GET", target)))),
          await stranger.client.call("GET", path, { headers }),
        ];
        expect(answers.map((answer) => faultOf(answer) ?? canaryIn(answer, canaries)).filter((fault) => fault !== null)).toEqual([]);
      }
    }
  });

  test("cannot be written to by naming their owner in header, query or body", async () => {
    const demo = await openHarness().demoTrader();
    const sub = String(claimsOf(demo.client.jar.get(COOKIE.access) ?? "")["sub"]);
    const target = `/api/auth/sign-out?sub=${sub}`;
    const copy = new AppClient(stranger.client.app, new CookieJar());
    await copy.call("POST", target, {
      json: { sub, userId: sub },
      headers: [
        ["X-User-Id", sub],
        ["Content-Type", "application/json"],
      ],
    });
    expect((await demo.client.call("GET", "/api/portfolio")).status).toBe(200);
  });
});
