// The six properties of a production-ready Cognito product, one block each: what the code itself says, and the tests that show it at work. `npm test` runs
// every test that is named here; this file is red when one of them is gone, renamed or skipped.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EDGES } from "@/lib/auth-graph/auth-graph";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { ACCESS_CLAIM_CHECKS } from "@/lib/identity/token-claim-checks";
import { TOKEN_TEXT_CHECKS } from "@/lib/identity/token-text-checks";
import { ACT_RULES, ASSET_RULES, GRANT_OPEN_SECONDS, HOLDS, PROOF_GOOD_SECONDS } from "@/lib/policy/account-policy";
import { ATTRIBUTE_REGISTRY } from "@/lib/policy/attribute-registry";
import { STAFF_POOL, TRADER_POOL } from "@/lib/policy/pool-policy";
import { SETTINGS_SCHEMA } from "@/lib/settings/settings-schema";
import { EDGE_TESTS } from "../graph/edge-tests";
import { judgeRoutes } from "./judge-routes";
import { productSources } from "./product-sources";
import { sourceFiles } from "./source-files";
import { testKind } from "./test-kind";

const SOURCES = productSources();
const read = (file: string): string => readFileSync(file, "utf8");
const saying = (pattern: RegExp, folder = /./): readonly string[] =>
  SOURCES.filter(({ file, text }) => folder.test(file) && pattern.test(text)).map(({ file }) => file);

/** Shows that each named test is there, is run by `npm test` and is not skipped. */
const provenBy = (tests: Readonly<Record<string, readonly string[]>>): void => {
  it.each(Object.entries(tests))("is shown by %s", (file, titles) => {
    expect(testKind(file)).not.toBeNull();
    const text = read(file);
    expect(titles.filter((title) => !text.includes(title))).toEqual([]);
    expect(text).not.toMatch(/\b(describe|it|test)\.(skip|todo|only|fixme)\b/);
  });
};

describe("1. User pools handle login", () => {
  it("and nothing here keeps or compares a password of this product: hashes of passwords are verified in one trigger, of another store's", () => {
    // A report of an import counts the forms of another store's hashes; it judges none.
    expect(saying(/argon2|bcrypt|pbkdf2/i, /^(app|lib|worker|middleware|components)/)).toEqual(["lib/migration/migration-report.ts"]);
    expect(saying(/argon2Verify\(|bcryptVerify\(/)).toEqual(["infra/triggers/legacy-password.ts"]);
  });

  it("and there is no identity pool, so nobody's browser holds AWS credentials", () => {
    expect(saying(/IdentityPool|identityPoolId|fetchAuthSession\(\)\.credentials/)).toEqual([]);
    const templates = sourceFiles().filter((file) => file.startsWith("infra/") && testKind(file) === null);
    expect(templates.length).toBeGreaterThan(20);
    expect(templates.filter((file) => /IdentityPool\b/.test(read(file)))).toEqual([]);
  });

  it("with a second factor, no SMS, and no flow that sends a password in clear", () => {
    for (const pool of [TRADER_POOL, STAFF_POOL]) {
      expect(pool).toMatchObject({ mfaConfiguration: "ON", smsMfa: false, softwareTokenMfa: true, rememberDevices: false });
      expect(pool.webClient.explicitAuthFlows.filter((flow) => /PASSWORD/.test(flow))).toEqual([]);
    }
  });

  provenBy({
    "lib/server/cognito-proxy/amplify.system.test.ts": ["signs up, confirms, signs in by SRP", "sends no password to us, by any flow"],
    "lib/server/cognito-proxy/operations.test.ts": ["of all operations of the SDK exactly the allow-list is offered"],
    "infra/stacks/user-pools.test.ts": ["know no identity pool"],
    "e2e/journeys/new-trader.spec.ts": ["a new trader signs up, enrols an authenticator and a passkey, and comes back with one press"],
  });
});

describe("2. The backend owns authorization", () => {
  it("and no attribute of the pool has a reader where something is decided", () => {
    expect(ATTRIBUTE_REGISTRY.length).toBeGreaterThan(2);
    expect(saying(/cognito:groups|custom:/, /^(lib\/server|app|middleware)/)).toEqual([]);
  });

  it("and whatever touches money, keys or addresses is for traders and for nobody else", () => {
    const money = ROUTE_MANIFEST.filter(({ path }) =>
      /^\/(api\/)?(withdrawals|orders|addresses|api-keys|portfolio|step-up|activity)\b/.test(path),
    );
    expect(money.length).toBeGreaterThan(15);
    expect(money.filter(({ audience }) => audience !== "trader").map(({ path }) => path)).toEqual([]);
  });

  it("and programs and machines only read, or write to the index by one scope", () => {
    const others = ROUTE_MANIFEST.filter(({ audience }) => audience === "agent" || audience === "machine");
    expect(others.filter(({ scope }) => scope === undefined)).toEqual([]);
    expect(others.filter(({ audience, methods }) => audience === "agent" && methods.some((method) => method !== "GET"))).toEqual([]);
  });

  provenBy({
    "e2e/attacks/attributes.spec.ts": ["change no answer of any route"],
    "e2e/attacks/other-peoples-things.spec.ts": [
      "answer a stranger's id byte for byte like an unknown one",
      "cannot be written to by naming their owner",
    ],
    "lib/server/postgres/ledger-row-security.integration.test.ts": ["when the WHERE is forgotten"],
    "lib/server/desk/role-matrix.integration.test.ts": ["may do of %s exactly what the table says"],
    "scripts/house/attribute-registry.test.ts": ["has no reader where the product decides"],
  });
});

describe("3. Access tokens are validated on every protected request", () => {
  it("because every page and handler is in its wrapper, under its own address", () => {
    const files = sourceFiles().filter((file) => /^app\/(.+\/)?(page|route)\.tsx?$/.test(file));
    const judged = judgeRoutes(
      files.map((file) => ({ file, text: read(file) })),
      [],
      ROUTE_MANIFEST.filter(({ kind }) => kind !== "asset"),
    );
    expect(judged).toEqual([]);
    const unwrapped = files.filter((file) => file.endsWith("route.ts")).filter((file) => !/serve\(/.test(read(file)));
    expect(unwrapped).toEqual([]);
  });

  it("by one verifier that demands RS256, the exact issuer and client, an access token, and its times", () => {
    const names = [...TOKEN_TEXT_CHECKS, ...ACCESS_CLAIM_CHECKS].map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["issuer", "client_id", "token_use", "expired"]));
    expect(saying(/compactVerify\(|jwtVerify\(|decodeJwt\(/)).toEqual(["lib/server/tokens/create-token-verifier.ts"]);
  });

  provenBy({
    "lib/server/tokens/verify-access-token.test.ts": ["refuses $family: $name", "so the check is needed"],
    "lib/server/http/first-gate.integration.test.ts": ["lets none of the bad tokens pass"],
    "e2e/attacks/bad-tokens.spec.ts": ["opens no page and no API"],
    "e2e/attacks/without-middleware.spec.ts": ["leaks nothing of the gate-bypass corpus", "refuses every bad token"],
    "lib/server/session/sessions.integration.test.ts": ["is asked for: a good token without a row is nobody"],
  });
});

describe("4. Refresh tokens are handled conservatively", () => {
  const policy = Object.fromEntries(
    ["SESSION_ABSOLUTE_SECONDS", "SESSION_IDLE_SECONDS", "ACCESS_TOKEN_SECONDS_MAX"].map((name) => [
      name,
      SETTINGS_SCHEMA.shape[name as "SESSION_IDLE_SECONDS"].parse(undefined),
    ]),
  );

  it("they rotate, can be revoked, and end with the session, whatever is done", () => {
    const { webClient } = TRADER_POOL;
    expect(webClient.refreshRotation.feature).toBe("ENABLED");
    expect(webClient.refreshRotation.retryGracePeriodSeconds).toBeLessThanOrEqual(60);
    expect(webClient.enableTokenRevocation).toBe(true);
    expect(webClient.refreshTokenSeconds).toBeLessThanOrEqual(12 * 3_600);
    expect(webClient.refreshTokenSeconds).toBeLessThanOrEqual(policy["SESSION_ABSOLUTE_SECONDS"] ?? 0);
    expect(webClient.accessTokenSeconds).toBeLessThanOrEqual(policy["ACCESS_TOKEN_SECONDS_MAX"] ?? 0);
    expect(policy["SESSION_IDLE_SECONDS"]).toBeLessThanOrEqual(1_800);
    expect(STAFF_POOL.webClient.refreshTokenSeconds).toBeLessThan(webClient.refreshTokenSeconds);
  });

  it("and no script keeps a token: what a page stores holds none", () => {
    expect(saying(/(local|session)Storage\.setItem\([^)]*[tT]oken/)).toEqual([]);
  });

  provenBy({
    "lib/server/session/refresh-session.integration.test.ts": [
      "on two processes the same tokens from one exchange upstream",
      "never mixes up traders",
    ],
    "e2e/attacks/time-limits.spec.ts": ["past the grace makes a spent refresh token a theft", "past the absolute life ends every session"],
    "lib/server/session/cookies.test.ts": ["sends the refresh token only to the auth routes and never from another site"],
    "e2e/attacks/stolen-cookies.spec.ts": ["pair on another machine ends at its first refresh"],
    "e2e/attacks/sessions.spec.ts": ["dies on the next request, on both processes"],
  });
});

describe("5. Recovery is tested like a primary feature", () => {
  const titlesOf = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + [...read(file).matchAll(/^\s*(?:it|test)(?:\.each\([^\n]*\))?\(/gm)].length, 0);
  const TESTS = sourceFiles().filter((file) => testKind(file) !== null);
  const RECOVERY = TESTS.filter((file) => /recover|reset|lost|long-wait|late-mail|ways-back|comeback|freezes|unfreeze|dispute/.test(file));
  const SIGN_IN = TESTS.filter(
    (file) => /sign-in|amplify|guessing|new-trader|demo-trader|enumeration/.test(file) && !RECOVERY.includes(file),
  );

  it("has tests of the size of sign-in's", () => {
    expect(titlesOf(RECOVERY)).toBeGreaterThan(60);
    expect(titlesOf(RECOVERY)).toBeGreaterThan(titlesOf(SIGN_IN) / 2);
  });

  it("has a test for every way that there is, in data that the check walks", () => {
    expect(Object.keys(EDGE_TESTS).sort()).toEqual(Object.keys(EDGES).sort());
    expect(Object.values(EDGE_TESTS).filter((tests) => tests.length === 0)).toEqual([]);
  });

  it("and each way back holds money for a day at least", () => {
    for (const reason of ["password_reset", "recovery_code", "delayed_recovery", "unfreeze", "email_change"] as const) {
      expect(HOLDS[reason].seconds).toBeGreaterThanOrEqual(24 * 3_600);
    }
  });

  provenBy({
    "e2e/journeys/lost-phone.spec.ts": ["a recovery code lets the trader in, a new authenticator replaces the lost one"],
    "e2e/journeys/passwords-and-email.spec.ts": ["whoever has the mailbox alone replaces the password and gets nowhere"],
    "e2e/time/long-wait.spec.ts": ["the old device is told and cancels", "the wait ends, the trader comes in"],
    "e2e/time/lock.spec.ts": ["with no operator"],
    "e2e/time/late-mail.spec.ts": ["a reset code that came past its life says so"],
    "lib/server/recovery/recovery.integration.test.ts": ["takes the whole wait, and happens once"],
    "lib/server/cognito-proxy/recovery.system.test.ts": ["opens a limited session"],
  });
});

describe("6. Sensitive actions take a fresh proof", () => {
  it("every act has its proofs, and an approval is short and for once", () => {
    expect(Object.keys(ACT_RULES).length).toBeGreaterThanOrEqual(14);
    for (const [act, { proofs }] of Object.entries(ACT_RULES)) expect(proofs, act).toContain("passkey");
    expect(GRANT_OPEN_SECONDS).toBeLessThanOrEqual(300);
    expect(PROOF_GOOD_SECONDS).toBeLessThanOrEqual(120);
  });

  it("password and code approve less than a passkey, of each asset", () => {
    for (const [asset, { caps }] of Object.entries(ASSET_RULES)) {
      expect(Number(caps.password_totp.single), asset).toBeLessThan(Number(caps.passkey.single));
      expect(Number(caps.password_totp.daily), asset).toBeLessThan(Number(caps.passkey.daily));
    }
  });

  it("what is confirmed is confirmed at a route of its own, by a write", () => {
    const confirms = ROUTE_MANIFEST.filter(({ path }) => path.startsWith("/api/") && path.endsWith("/confirm"));
    expect(confirms.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/api/withdrawals/[id]/confirm", "/api/addresses/[id]/confirm", "/api/orders/[id]/confirm"]),
    );
    for (const { methods, isOpenWhenFrozen } of confirms) expect([methods, isOpenWhenFrozen]).toEqual([["POST"], false]);
  });

  provenBy({
    "e2e/attacks/withdrawal-terms.spec.ts": [
      "is not approved by a grant that is another's in any respect",
      "without its proof gets RFC 9470's answer",
    ],
    "lib/server/step-up/single-use.integration.test.ts": ["happens exactly once, ten rounds long"],
    "lib/server/cognito-proxy/unapproved-change.system.test.ts": ["no operation that changes a credential reaches the pool"],
    "e2e/attacks/live-script.spec.ts": ["adds no factor, changes none, reads no token and moves nothing"],
    "e2e/attacks/withdrawal-races.spec.ts": ["confirmations of one approval move one withdrawal"],
    "lib/server/desk/two-people.integration.test.ts": ["needs a passkey that counts, of whoever asks and of whoever decides"],
  });
});
