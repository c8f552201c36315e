// Acceptance 5: a write counts only when our own page made it. Every write × origin × Sec-Fetch-Site × content type.
import { expect, test } from "@playwright/test";
import { isOfDesk } from "@/lib/contracts/find-route";
import { type Route, ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { faultOf, problemCode } from "../support/answer-faults";
import { concretePath } from "../support/concrete-path";
import { openHarness, type SignedIn } from "../support/harness";
import { inParallel, sendRaw } from "../support/send-raw";
import { speaksCognito } from "../support/speaks-cognito";

const FETCH_SITES = ["same-origin", "same-site", "cross-site", "none"] as const;
const TYPES = [
  "application/json",
  "application/x-amz-json-1.1",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=b",
] as const;

/** Our own origin first; `null` is what sandboxed frames send, and null is no header at all. */
const originsFor = (own: string): readonly (string | null)[] => {
  const { hostname, port } = new URL(own);
  return [own, null, "null", "https://evil.example", `http://${hostname}:${String(Number(port) + 1)}`, `${own}.evil.example`];
};

/** The proxy reads its operation from a header; with one that it offers, only the bent part of the request is wrong. */
const OFFERED = [["X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth"]] as const;
const START = JSON.stringify({
  AuthFlow: "USER_SRP_AUTH",
  ClientId: "x",
  AuthParameters: { USERNAME: "x@holdfast.test", SRP_A: "ab".repeat(384) },
});

interface Write {
  readonly route: Route;
  readonly method: string;
  readonly target: string;
}

// Programs come by bearer and are refused every cookie, so there is nothing to forge.
const ofBrowsers = ROUTE_MANIFEST.filter(({ audience }) => audience === "public" || audience === "trader");

const writes: readonly Write[] = ofBrowsers.flatMap((route) =>
  route.methods.filter((method) => method !== "GET").map((method) => ({ route, method, target: concretePath(route.path) })),
);

interface Attempt extends Write {
  readonly origin: string | null;
  readonly fetchSite: string;
  readonly type: string;
}

const attempts = (own: string): Attempt[] =>
  writes.flatMap((write) =>
    originsFor(own).flatMap((origin) => FETCH_SITES.flatMap((fetchSite) => TYPES.map((type) => ({ ...write, origin, fetchSite, type })))),
  );

test.describe("a write", () => {
  let victim: SignedIn;

  test.beforeAll(async () => {
    victim = await openHarness().newTrader();
  });

  const send = async ({ method, target, origin, fetchSite, type }: Attempt, cookies: string) => {
    const { app } = openHarness();
    const body = speaksCognito(target) ? START : "{}";
    const headers = [
      ["Host", new URL(app.origin).host],
      ["Connection", "close"],
      ["Cookie", cookies],
      ["Sec-Fetch-Site", fetchSite],
      ["Content-Type", type],
      ["Content-Length", String(Buffer.byteLength(body))],
    ] as const;
    const own = speaksCognito(target) ? OFFERED : [];
    return sendRaw(app.ports[0], {
      method,
      target,
      headers: [...headers, ...own, ...(origin === null ? [] : [["Origin", origin] as const])],
      body,
    });
  };

  test("from anywhere but our own page is refused and changes nothing", async () => {
    const { app } = openHarness();
    const cookies = victim.client.jar.headerFor("/api/auth") ?? "";
    const wrong = attempts(app.origin).filter(
      ({ origin, fetchSite, type, route }) => !(origin === app.origin && fetchSite === "same-origin" && route.accepts.includes(type)),
    );
    const faults = await inParallel(wrong, 8, async (attempt) => {
      const answer = await send(attempt, cookies);
      const isOwn = attempt.origin === app.origin && attempt.fetchSite === "same-origin";
      const wanted = isOwn ? [400, 403, 415] : [403];
      const setsCookies = answer.headers.some(([name]) => name.toLowerCase() === "set-cookie");
      const fault =
        faultOf(answer) ??
        (wanted.includes(answer.status) ? null : `answered ${String(answer.status)}`) ??
        (setsCookies ? "set a cookie" : null);
      return fault === null
        ? []
        : [`${attempt.method} ${attempt.target} from ${String(attempt.origin)}, ${attempt.fetchSite}, ${attempt.type}: ${fault}`];
    });
    console.log(
      `CSRF: ${String(wrong.length)} refused of ${String(attempts(app.origin).length)} combinations over ${String(writes.length)} writes`,
    );
    expect(faults.flat()).toEqual([]);
    expect((await victim.client.call("GET", "/api/auth/session")).status).toBe(200);
  });

  test("from our own page, rightly labelled, passes the gate", async () => {
    const harness = openHarness();
    // A trader's session is nobody at the desk; its own people pass the gate in the tests of that gate.
    for (const write of writes.filter(({ route }) => !isOfDesk(route))) {
      for (const type of write.route.accepts) {
        // A freeze stays, so it falls on somebody of its own.
        const { person } = write.target === "/api/account/freeze" ? await harness.newTrader() : victim;
        const client = await harness.signInAgain(person);
        const answer = await send(
          { ...write, origin: harness.app.origin, fetchSite: "same-origin", type },
          client.jar.headerFor("/api/auth") ?? "",
        );
        // Past the gate an act may still want its proof; that is no refusal of the request.
        if (problemCode(answer) === "step_up_required") continue;
        expect([401, 403, 415], `${write.method} ${write.target} as ${type}: ${answer.text}`).not.toContain(answer.status);
        expect(faultOf(answer)).toBeNull();
      }
    }
  });

  test("without Sec-Fetch-Site, as old or foreign programs send it, is refused", async () => {
    const { app } = openHarness();
    // Each sign-in above took a code of its own and moved the clock on; the first token has ended by now.
    const { client } = await openHarness().newTrader();
    for (const { method, target, route } of writes) {
      const headers = [
        ["Host", new URL(app.origin).host],
        ["Connection", "close"],
        ["Cookie", client.jar.headerFor("/api/auth") ?? ""],
        ["Content-Type", route.accepts[0] ?? ""],
        ["Content-Length", "2"],
        ["Origin", app.origin],
      ] as const;
      expect((await sendRaw(app.ports[0], { method, target, headers, body: "{}" })).status, `${method} ${target}`).toBe(403);
    }
  });
});
