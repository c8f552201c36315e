// Passkeys only: while the mode is on nothing but a passkey opens the account or approves for it, and nobody learns of the mode by trying. Each refusal
// stands beside the same call before or after the mode.
import { randomUUID } from "node:crypto";
import { confirmSignIn, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { HOLDS, PASSKEY_ONLY_LEAVE_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { enterPasskeyOnly } from "@/lib/server/passkeys/enter-passkey-only";
import { leavePasskeyOnly } from "@/lib/server/passkeys/leave-passkey-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";
import { closeWay, leavePasskeyOnly as askBack, listClosedWays, noteWaysThatOpened } from "@/lib/server/session/closed-ways";
import { activeHold } from "@/lib/server/session/holds";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { accessShell, failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { credentialActs, nowSeconds } from "@/lib/testing/credential-acts";
import { addPasskey, signInByPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";
import { codeOf } from "@/lib/testing/refusal-code";

import type { Exchange } from "./exchange";
import { nameForPasswordWays, refusePasswordWays } from "./refuse-password-ways";
import { stepUpDoor } from "./step-up-door";

const WRONG = "NotAuthorizedException: Incorrect username or password.";
let stage: ProxyStage;
let browser: TestBrowser;
let keys: readonly [SoftwarePasskey, SoftwarePasskey];

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, stage.traders.enrolled);
  const shell = await accessShell();
  const first = await addPasskey(stage, shell);
  const tooFew = openGrant(await currentTrader(), { purpose: "passkey_only_enter", subjectId: "self" }, CREDENTIAL_ACTS.passkey_only_enter);
  expect(await codeOf(tooFew)).toBe("passkeys_missing");
  await arm("passkey_add", "self", first);
  keys = [first, await addPasskey(stage, shell)];
  await signOut();
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(async () => {
  await signOut().catch(() => undefined);
  const { sub } = stage.traders.enrolled;
  await services().database.asTrader(sub, (tx) => tx.query("UPDATE holdfast.closed_ways SET opens_at = closed_at, noted_at = closed_at"));
});
const { currentTrader, arm } = credentialActs(() => ({ stage, browser }));

const inTrader = <Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> =>
  services().database.asTrader(stage.traders.enrolled.sub, work);

async function signedInBy(passkey: SoftwarePasskey): Promise<string> {
  browser = openAmplifyBrowser(stage);
  const { body } = await signInByPasskey(stage, stage.traders.enrolled.email, passkey);
  return (body["AuthenticationResult"] as { AccessToken: string } | undefined)?.AccessToken ?? "";
}

/** Signs in by passkey and enters the mode as the screen does; the shell of the session. */
async function enter(): Promise<string> {
  const shell = await signedInBy(keys[0]);
  await enterPasskeyOnly(await currentTrader(), await arm("passkey_only_enter", "self", keys[0]));
  return shell;
}

const byPassword = (password = stage.traders.enrolled.password, username = stage.traders.enrolled.email) =>
  failureOf(signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } }));

const exchangeAt = (): Exchange => ({ nowSeconds: nowSeconds() }) as Exchange;

describe("while the account is passkeys only", () => {
  test("the right password is answered like a wrong one and like an account that nobody has, and a passkey opens the session", async () => {
    await enter();
    browser = openAmplifyBrowser(stage);
    const right = await byPassword();
    const wrong = await byPassword("not the password at all");
    expect(right).toBe(WRONG);
    expect(wrong).toBe(right);
    expect(await byPassword("whatever it is", "nobody-here@holdfast.test")).toBe(right);
    expect(await signedInBy(keys[1])).not.toBe("");
  });

  test("right passwords are counted as wrong ones and locked like them, so that the lock tells nobody which they were", async () => {
    await enter();
    const answers: string[] = [];
    browser = openAmplifyBrowser(stage);
    for (let attempt = 0; attempt < 8; attempt += 1) answers.push(await byPassword());
    expect(answers.filter((answer) => answer.startsWith("LockedOutException"))).not.toEqual([]);
    expect(answers.filter((answer) => answer !== WRONG && !answer.startsWith("LockedOutException"))).toEqual([]);
    await services().database.asService((tx) => tx.query("DELETE FROM holdfast.sign_in_attempts"));
    await stage.advance(3_600);
  });

  test("a sign-in that had passed the password before goes no further", async () => {
    const { email, password, totpSecret = "" } = stage.traders.enrolled;
    const begin = () => signIn({ username: email, password, options: { authFlowType: "USER_SRP_AUTH" } });
    expect((await begin()).nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await inTrader((tx) => closeWay(tx, stage.traders.enrolled.sub, "password", nowSeconds()));
    expect(await failureOf(confirmSignIn({ challengeResponse: await stage.code(totpSecret) }))).toMatch(
      /^NotAuthorizedException: Invalid session/,
    );
    await inTrader((tx) => tx.query("UPDATE holdfast.closed_ways SET opens_at = closed_at, noted_at = closed_at"));
    await begin();
    expect((await confirmSignIn({ challengeResponse: await stage.code(totpSecret) })).isSignedIn).toBe(true);
  });

  test("password and code are not offered for an approval, and a grant that was opened before takes them no more", async () => {
    await signedInBy(keys[0]);
    const trader = await currentTrader();
    const act = { purpose: "passkey_remove", subjectId: "planted" } as const;
    const before = await openGrant(trader, act, CREDENTIAL_ACTS.passkey_remove);
    expect(Object.keys(before.proofs).sort()).toEqual(["passkey", "passwordTotp"]);
    const door = stepUpDoor(trader, before.grantId);
    await door.flow.admit(stage.traders.enrolled.email, exchangeAt());
    await enterPasskeyOnly(trader, await arm("passkey_only_enter", "self", keys[0]));
    await expect(door.flow.admit(stage.traders.enrolled.email, exchangeAt())).rejects.toMatchObject({ name: "GrantRefusedException" });
    expect(Object.keys((await openGrant(trader, act, CREDENTIAL_ACTS.passkey_remove)).proofs)).toEqual(["passkey"]);
  });

  test("sessions that came by a password have ended, and those that came by a passkey live", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    const byCode = browser;
    await signedInBy(keys[1]);
    const byKey = browser;
    await enter();
    const alive = async (held: TestBrowser): Promise<boolean> => {
      browser = held;
      return currentTrader().then(
        () => true,
        () => false,
      );
    };
    expect([await alive(byCode), await alive(byKey)]).toEqual([false, true]);
  });

  test("two passkeys stay: removing one of two is refused before the pool is asked", async () => {
    const AccessToken = await enter();
    await arm("passkey_remove", keys[1].credentialId, keys[0]);
    const before = await stage.upstreamCalls("DeleteWebAuthnCredential");
    const refused = await stage.call("DeleteWebAuthnCredential", { AccessToken, CredentialId: keys[1].credentialId });
    expect(refused.body).toMatchObject({ __type: "LastWayInException" });
    expect(await stage.upstreamCalls("DeleteWebAuthnCredential")).toBe(before);
  });

  test("a way back asks the pool for a name that nobody has, always the same, and goes on with nothing begun before; for everybody else for their own", async () => {
    const { email } = stage.traders.enrolled;
    expect(await nameForPasswordWays(email, exchangeAt())).toBe(email);
    await refusePasswordWays(email, exchangeAt());
    await enter();
    await expect(refusePasswordWays(email, exchangeAt())).rejects.toMatchObject({ name: "NotAuthorizedException" });
    const bent = await nameForPasswordWays(email, exchangeAt());
    expect(bent).not.toContain("holdfast.test");
    expect(await nameForPasswordWays(email, exchangeAt())).toBe(bent);
    expect(await nameForPasswordWays("nobody-here@holdfast.test", exchangeAt())).toBe("nobody-here@holdfast.test");
  });

  test("an address that we do not know for the account helps nobody: the end of the sign-in is judged by its trader", async () => {
    const { sub } = stage.traders.enrolled;
    await enter();
    const forget = (at: string) =>
      inTrader((tx) => tx.query(`UPDATE holdfast.known_addresses SET replaced_at = ${at} WHERE sub = $1`, [sub]));
    await forget("known_since");
    browser = openAmplifyBrowser(stage);
    await stage.advance(60);
    await expect(signInWithCode(stage, stage.traders.enrolled)).rejects.toMatchObject({ name: "RequestRefusedException" });
    expect(browser.jar.has("__Host-hf_at")).toBe(false);
    await forget("NULL");
  });
});

describe("entering and leaving", () => {
  test("take an approval by a passkey, of exactly that, once", async () => {
    await signedInBy(keys[0]);
    const trader = await currentTrader();
    expect(await codeOf(enterPasskeyOnly(trader, undefined))).toBe("step_up_required");
    const other = await arm("passkey_only_leave", "self", keys[0]);
    expect(await codeOf(enterPasskeyOnly(trader, other))).toBe("grant_mismatch");
    const grant = await arm("passkey_only_enter", "self", keys[0]);
    await enterPasskeyOnly(trader, grant);
    expect(await codeOf(enterPasskeyOnly(trader, grant))).toBe("grant_used");
    await leavePasskeyOnly(trader, other);
    const again = await arm("passkey_only_leave", "self", keys[0]);
    expect(await codeOf(leavePasskeyOnly(trader, again))).toBe("conflict");
    const events = await inTrader((tx) =>
      tx.query<{ kind: string }>(
        "SELECT kind FROM holdfast.security_events WHERE kind LIKE 'passkey_only%' AND session_id = $1 ORDER BY id",
        [trader.sessionId],
      ),
    );
    expect(events.map(({ kind }) => kind)).toEqual(["passkey_only_entered", "passkey_only_leaving"]);
  });

  test("the password works again after the wait, and the first session after it is told", async () => {
    await enter();
    await leavePasskeyOnly(await currentTrader(), await arm("passkey_only_leave", "self", keys[0]));
    await stage.advance(PASSKEY_ONLY_LEAVE_WAIT_SECONDS - 300);
    browser = openAmplifyBrowser(stage);
    expect(await byPassword()).toBe(WRONG);
    await stage.advance(301);
    await signInWithCode(stage, stage.traders.enrolled);
    const { sessionId } = await currentTrader();
    const told = await inTrader((tx) =>
      tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events WHERE session_id = $1 AND kind = 'passkey_only_left'", [
        sessionId,
      ]),
    );
    expect(told).toHaveLength(1);
    expect(await inTrader((tx) => activeHold(tx, nowSeconds()))).toMatchObject({ reason: "passkey_only_left" });
  });
});

describe("the clock of a leaving", () => {
  const START = 1_950_000_000;
  const WAIT = PASSKEY_ONLY_LEAVE_WAIT_SECONDS;
  const HOLD = HOLDS.passkey_only_left.seconds;
  let sub = "";
  beforeEach(() => {
    sub = randomUUID();
  });
  const as = <Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> => services().database.asTrader(sub, work);
  const isClosedAt = async (at: number): Promise<boolean> => (await as((tx) => listClosedWays(tx, at))).length > 0;
  const heldAt = (at: number) => as((tx) => activeHold(tx, at));

  test("opens to the second, and the hold begins then and lasts as policy says", async () => {
    await as((tx) => closeWay(tx, sub, "password", START));
    await as((tx) => askBack(tx, START));
    expect([await isClosedAt(START + WAIT - 1), await isClosedAt(START + WAIT)]).toEqual([true, false]);
    expect(await heldAt(START + WAIT - 1)).toBeNull();
    expect(await heldAt(START + WAIT)).toMatchObject({
      reason: "passkey_only_left",
      startedAtSeconds: START + WAIT,
      endsAtSeconds: START + WAIT + HOLD,
    });
    expect(await heldAt(START + WAIT + HOLD - 1)).not.toBeNull();
    expect(await heldAt(START + WAIT + HOLD)).toBeNull();
  });

  test("is undone by entering again in time; entering later does not shorten the hold", async () => {
    await as((tx) => closeWay(tx, sub, "password", START));
    await as((tx) => askBack(tx, START));
    await as((tx) => closeWay(tx, sub, "password", START + WAIT - 1));
    expect(await isClosedAt(START + WAIT)).toBe(true);
    expect(await heldAt(START + WAIT)).toBeNull();
    await as((tx) => askBack(tx, START + WAIT));
    await as((tx) => closeWay(tx, sub, "password", START + 2 * WAIT + 60));
    expect(await isClosedAt(START + 2 * WAIT + 60)).toBe(true);
    expect(await heldAt(START + 2 * WAIT + HOLD - 1)).toMatchObject({ reason: "passkey_only_left" });
    expect(await heldAt(START + 2 * WAIT + HOLD)).toBeNull();
  });

  test("is told to the trail once", async () => {
    await as((tx) => closeWay(tx, sub, "password", START));
    await as((tx) => askBack(tx, START));
    const owner = { sub, sessionId: "00000000-0000-4000-8000-000000000001" };
    const told = async (at: number): Promise<number> => {
      await as((tx) => noteWaysThatOpened(tx, owner, at));
      return (await as((tx) => tx.query("SELECT 1 FROM holdfast.security_events WHERE session_id = $1", [owner.sessionId]))).length;
    };
    expect([await told(START + WAIT - 1), await told(START + WAIT), await told(START + WAIT + 60)]).toEqual([0, 1, 1]);
  });
});
