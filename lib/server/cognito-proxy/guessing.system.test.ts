// Guessing against the real test pool: what strangers can try, what the owner can still do, and that the pool itself never has to lock.
import { confirmSignIn, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { answerWrongly, guessWrongly, nameOf, srpStartOf, strangerAt, type Send } from "@/lib/testing/raw-guesses";

const GUESSES = 200;
// Starts of sign-ins are limited per network and minute; what is tested here is the limit per account.
const NEXT_MINUTE = 61;
let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => {
  const { services } = await import("@/lib/server/services");
  await services().database.close();
  await stage.close();
});
beforeEach(async () => {
  browser = openAmplifyBrowser(stage);
  await stage.advance(NEXT_MINUTE);
});
afterEach(() => signOut().catch(() => undefined));

const poolLocks = (): number => stage.seen().upstream.filter((text) => text.includes("Password attempts exceeded")).length;
const atOnce = <Outcome>(work: (at: number) => Promise<Outcome>): Promise<Outcome[]> =>
  Promise.all(Array.from({ length: GUESSES }, (_, at) => work(at)));

describe("200 strangers who guess at a trader's password", () => {
  test("get four tries, and the owner signs in at once from a browser that is known", async () => {
    const { enrolled } = stage.traders;
    await signInWithCode(stage, enrolled);
    await signOut();
    expect([...browser.jar.keys()]).toEqual(["__Host-hf_dev"]);
    const before = await stage.upstreamCalls("RespondToAuthChallenge");
    const answers = await atOnce(() => guessWrongly(strangerAt(stage), enrolled.email));
    expect(answers.filter((answer) => nameOf(answer) === "NotAuthorizedException")).toHaveLength(4);
    expect(answers.filter((answer) => nameOf(answer) === "LockedOutException")).toHaveLength(GUESSES - 4);
    expect((await stage.upstreamCalls("RespondToAuthChallenge")) - before).toBe(4);

    stage.useBrowser(browser);
    await signInWithCode(stage, enrolled);
    await signOut();
    expect(poolLocks()).toBe(0);
  });

  test("leave the owner on an unknown device a countdown, and nothing is asked of the pool meanwhile", async () => {
    const { enrolled } = stage.traders;
    const before = await stage.upstreamCalls("InitiateAuth");
    expect(await failureOf(signIn({ username: enrolled.email, password: enrolled.password }))).toMatch(
      /^LockedOutException: Retry after [1-9]\d{2} seconds\.$/,
    );
    expect(await stage.upstreamCalls("InitiateAuth")).toBe(before);
  });

  test("who wait and go on for half a day never bring the pool to lock, and the owner still signs in", async () => {
    const { second } = stage.traders;
    await signInWithCode(stage, second);
    await signOut();
    let made = 0;
    for (let passed = 0; passed < 12 * 3_600;) {
      const { body } = await guessWrongly(strangerAt(stage), second.email);
      const waits = Number(/^Retry after (\d+) seconds\.$/.exec(String(body["message"]))?.[1] ?? 0);
      made += waits === 0 ? 1 : 0;
      passed += waits;
      if (waits > 0) await stage.advance(waits);
    }
    expect(made).toBeGreaterThan(8);
    expect(made).toBeLessThanOrEqual(17);
    expect(poolLocks()).toBe(0);
    stage.useBrowser(browser);
    await signInWithCode(stage, second);
  });
});

test("whoever signs out everywhere is a stranger in every browser from then on", async () => {
  const { enrolled } = stage.traders;
  await stage.advance(3_600);
  await signInWithCode(stage, enrolled);
  const { knownDeviceOf } = await import("@/lib/server/session/known-devices");
  const { services } = await import("@/lib/server/services");
  const { database, clock } = services();
  const known = () =>
    knownDeviceOf(database, `__Host-hf_dev=${browser.jar.get("__Host-hf_dev") ?? ""}`, enrolled.email, clock.nowSeconds());
  expect(await known()).not.toBeNull();
  await signOut({ global: true });
  expect(await known()).toBeNull();
});

/** Something that can be guessed: how 200 guesses at it are made at once, the call at the pool that judges them, and how many may get there. */
interface Guessed {
  readonly what: string;
  readonly operation: string;
  readonly most: number;
  prepare(): Promise<(at: number) => Promise<string>>;
}

/** A browser that nobody knows, which has the password of a trader and no code. */
async function withPassword(
  username: string,
  password: string,
): Promise<{ readonly send: Send; readonly started: Record<string, unknown> }> {
  const own = openAmplifyBrowser(stage);
  await signIn({ username, password });
  const last = own.answers.at(-1);
  return { send: stage.call, started: JSON.parse(last?.body ?? "{}") as Record<string, unknown> };
}

// A way in that brings a code of its own adds a row.
const GUESSED: readonly Guessed[] = [
  {
    what: "the password of an address that nobody has",
    operation: "RespondToAuthChallenge",
    most: 4,
    prepare: async () => {
      const email = "nobody-to-guess@holdfast.test";
      const senders = Array.from({ length: GUESSES }, () => strangerAt(stage));
      const started = await Promise.all(senders.map((send) => send("InitiateAuth", srpStartOf(email))));
      return async (at) => {
        const [send, challenge] = [senders[at], started[at]];
        if (send === undefined || challenge === undefined) throw new Error("there are 200 of them");
        return nameOf(await answerWrongly(challenge, send));
      };
    },
  },
  {
    what: "the code of an authenticator",
    operation: "RespondToAuthChallenge",
    most: 4,
    prepare: async () => {
      const { second } = stage.traders;
      await stage.advance(3_600);
      const { send, started } = await withPassword(second.email, second.password);
      return async (at) => {
        const SOFTWARE_TOKEN_MFA_CODE = String(at).padStart(6, "0");
        const answer = { ChallengeName: "SOFTWARE_TOKEN_MFA", Session: started["Session"] };
        return nameOf(
          await send("RespondToAuthChallenge", { ...answer, ChallengeResponses: { USERNAME: second.email, SOFTWARE_TOKEN_MFA_CODE } }),
        );
      };
    },
  },
  {
    what: "the first code of an authenticator that is being set up",
    operation: "VerifySoftwareToken",
    most: 5,
    prepare: async () => {
      const { newcomer } = stage.traders;
      const { send, started } = await withPassword(newcomer.email, newcomer.password);
      const { body } = await send("AssociateSoftwareToken", { Session: started["Session"] });
      return async (at) => nameOf(await send("VerifySoftwareToken", { Session: body["Session"], UserCode: String(at).padStart(6, "0") }));
    },
  },
  {
    what: "the code of a sign-up",
    operation: "ConfirmSignUp",
    most: 5,
    prepare: async () => {
      const email = "to.be.guessed@holdfast.test";
      const UserAttributes = [{ Name: "email", Value: email }];
      const send = strangerAt(stage);
      expect(nameOf(await send("SignUp", { Username: email, Password: "a long enough phrase 7", UserAttributes }))).toBe("");
      return async (at) =>
        nameOf(await strangerAt(stage)("ConfirmSignUp", { Username: email, ConfirmationCode: String(at).padStart(6, "0") }));
    },
  },
  {
    what: "the code of a reset",
    operation: "ConfirmForgotPassword",
    most: 5,
    prepare: async () => {
      const { email } = stage.traders.second;
      const send = strangerAt(stage);
      expect(nameOf(await send("ForgotPassword", { Username: email }))).toBe("");
      const body = { Username: email, Password: "a long enough phrase 7" };
      return async (at) =>
        nameOf(await strangerAt(stage)("ConfirmForgotPassword", { ...body, ConfirmationCode: String(at).padStart(6, "0") }));
    },
  },
];

describe.each(GUESSED)("200 guesses at once at $what", ({ operation, most, prepare }) => {
  test(`reach the pool ${String(most)} times at most, and the rest is told to wait`, async () => {
    const guess = await prepare();
    await stage.advance(NEXT_MINUTE);
    const before = await stage.upstreamCalls(operation);
    const names = await atOnce(guess);
    const made = (await stage.upstreamCalls(operation)) - before;
    expect(made).toBeGreaterThan(0);
    // Where the first lock lasts a second, a slow machine may see its end and one guess more.
    expect(made).toBeLessThanOrEqual(most === 5 ? most + 1 : most);
    expect(names.filter((name) => name === "")).toEqual([]);
    // Beyond its fifth failure the pool may refuse one that we let through; to whoever guesses that is the same lock.
    expect(names.filter((name) => name === "LockedOutException").length).toBeGreaterThanOrEqual(GUESSES - made);
  });
});

test("a right code from a known browser is taken while strangers are locked out", async () => {
  const { second } = stage.traders;
  await stage.advance(2 * 86_400);
  await signInWithCode(stage, second);
  await signOut();
  const { started, send } = await withPassword(second.email, second.password);
  const names = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const answer = { ChallengeName: "SOFTWARE_TOKEN_MFA", Session: started["Session"] };
      return nameOf(
        await send("RespondToAuthChallenge", {
          ...answer,
          ChallengeResponses: { USERNAME: second.email, SOFTWARE_TOKEN_MFA_CODE: "000000" },
        }),
      );
    }),
  );
  expect(names).toContain("LockedOutException");
  const known = browser;
  browser = openAmplifyBrowser(stage);
  for (const [name, value] of known.jar) browser.jar.set(name, value);
  expect((await signIn({ username: second.email, password: second.password })).nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  expect((await confirmSignIn({ challengeResponse: await stage.code(second.totpSecret ?? "") })).isSignedIn).toBe(true);
});
