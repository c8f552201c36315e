// Who has an account here, who has a passkey, who is only signing up: a stranger learns none of it, from what is answered or from when.
import { signOut } from "aws-amplify/auth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import { addPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { rankSumP } from "@/lib/testing/rank-sum";
import { rounds } from "@/lib/testing/rounds";
import { askAsStranger, openStranger, QUESTIONS, wrongAssertion, type Question, type SeenByStranger } from "@/lib/testing/told-apart";

const PAIRS = rounds(24, 500);
// The pool locks at five: one call that it judges late, on a busy machine, must not spoil the next pairs.
const PAIRS_AT_ONCE = 3;
// What the settings say when they say nothing.
const SLOT_MS = 250;
// How much longer the pool takes for an account that it knows: more than any real pool is likely to.
const SLOWER_MS = 60;
const P_MIN = 0.001;
const UNKNOWN = "nobody-asked-about@holdfast.test";

let stage: ProxyStage;
let setSlotMs: (ms: number) => void;
/** Names by which the pool knows the known account; calls that carry one are answered late. */
const slowNames = new Set<string>();

/** A relay in front of the pool that is slow for known names, and learns the random names of their sign-ups. */
function slowDown(real: typeof fetch): typeof fetch {
  return async (input, init) => {
    const body = typeof init?.body === "string" ? init.body : "";
    if (input instanceof Request || !String(input).startsWith(stage.pool.url)) return real(input, init);
    if ([...slowNames].some((name) => body.includes(name))) {
      const { Username } = JSON.parse(body) as { Username?: string };
      if (Username !== undefined) slowNames.add(Username);
      await new Promise((resolve) => setTimeout(resolve, SLOWER_MS));
    }
    return real(input, init);
  };
}

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  const { settings } = await import("@/lib/server/env");
  setSlotMs = (authAnswerMsMin) => void Object.assign(settings(), { authAnswerMsMin });
  openAmplifyBrowser(stage);
  await signInWithCode(stage, stage.traders.enrolled);
  await addPasskey(stage, await accessShell());
  await signOut();
  for (const name of [stage.traders.enrolled.email, stage.traders.enrolled.username]) slowNames.add(name);
  // Somebody is signing up with the known address too, so that there is a code to guess and to send again.
  const real = globalThis.fetch;
  globalThis.fetch = slowDown(real);
  const { email } = stage.traders.enrolled;
  await stage.call("SignUp", { Username: email, Password: "a long enough phrase 7", UserAttributes: [{ Name: "email", Value: email }] });
  globalThis.fetch = real;
});
afterAll(async () => {
  const { services } = await import("@/lib/server/services");
  await services().database.close();
  await stage.close();
});

/** Forgets what was counted, here and at the pool: the limits have tests of their own. */
async function forgetCounts(): Promise<void> {
  const { services } = await import("@/lib/server/services");
  await services().database.asService(async (tx) => {
    await tx.query("DELETE FROM holdfast.sign_in_attempts");
    await tx.query("DELETE FROM holdfast.rate_windows");
  });
}
beforeEach(forgetCounts);

async function ask({ operation, prepare }: Question, email: string): Promise<SeenByStranger> {
  const browser = openStranger(stage);
  const body = await prepare(stage, browser, email);
  return askAsStranger(stage, browser, operation, body);
}

const NUMBERS = ["SALT", "SRP_B"];
const UNIQUE = new Set(["date", "x-request-id", "x-amzn-requestid", "content-length"]);

/** What can be compared of a text: its value where it is a name or a sentence, otherwise its length; of SRP's numbers only that they are there. */
function formOf(key: string, value: unknown, email: string): unknown {
  if (NUMBERS.includes(key)) return typeof value;
  if (key === "CREDENTIAL_REQUEST_OPTIONS") return formOfOptions(JSON.parse(String(value)) as Record<string, unknown>);
  if (typeof value === "string") return value.length > 40 || /^[\da-f-]{36}$/.test(value) ? value.length : value.replaceAll(email, "EMAIL");
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([inner, held]) => [inner, formOf(inner, held, email)]);
}

/** Of the passkeys that are offered neither number nor ids are the same for two accounts; everything else is. */
function formOfOptions({ challenge, allowCredentials, ...rest }: Record<string, unknown>): unknown {
  const offered = allowCredentials as Record<string, unknown>[];
  expect(offered.length).toBeGreaterThan(0);
  return [String(challenge).length, rest, [...new Set(offered.map((one) => Object.keys(one).join()))]];
}

const seenForm = ({ status, headers, body }: SeenByStranger, email: string): unknown => ({
  status,
  headers: [...headers].filter(([name]) => !UNIQUE.has(name)).map(([name, value]) => [name, value.replace(/=[\w-]{43};/, "=…;")]),
  body: formOf("", body, email),
});

describe.each(QUESTIONS)("asked by $what", (question) => {
  test("an address that is known, one without a passkey and one that nobody has are answered in one form", async () => {
    const { enrolled, newcomer } = stage.traders;
    setSlotMs(0);
    const unknown = seenForm(await ask(question, UNKNOWN), UNKNOWN);
    // Masked addresses begin alike, so that a difference in them is one of the product's.
    for (const { email } of [enrolled, newcomer]) {
      const known = seenForm(await ask(question, email), email);
      const same = (text: string) => text.replaceAll(/[a-z]\*\*\*@h\*\*\*/g, "MASKED");
      expect(same(JSON.stringify(known))).toBe(same(JSON.stringify(unknown)));
    }
  });
});

describe("a passkey that the pool does not offer", () => {
  const offered = async (email: string) => {
    const seen = await askAsStranger(stage, openStranger(stage), "InitiateAuth", {
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: email, PREFERRED_CHALLENGE: "WEB_AUTHN" },
    });
    const parameters = seen.body["ChallengeParameters"] as Record<string, string>;
    return JSON.parse(parameters["CREDENTIAL_REQUEST_OPTIONS"] ?? "{}") as { challenge: string; allowCredentials: { id: string }[] };
  };

  test("is made up anew each time, but for its ids, which an address keeps and no two share", async () => {
    setSlotMs(0);
    const [one, again, other] = [await offered(UNKNOWN), await offered(UNKNOWN), await offered("another-nobody@holdfast.test")];
    expect(again.allowCredentials).toEqual(one.allowCredentials);
    expect(again.challenge).not.toBe(one.challenge);
    expect(other.allowCredentials).not.toEqual(one.allowCredentials);
  });

  test("is refused like a wrong assertion, the first time, again and too late", async () => {
    setSlotMs(0);
    const answersFor = async (email: string): Promise<unknown[]> => {
      const browser = openStranger(stage);
      const body = await wrongAssertion(stage, browser, email);
      const send = () => askAsStranger(stage, browser, "RespondToAuthChallenge", body);
      const [first, second] = [await send(), await send()];
      await stage.advance(180);
      return [first, second, await send()].map((seen) => [seen.status, seen.body]);
    };
    const known = await answersFor(stage.traders.enrolled.email);
    expect(known[0]).toMatchObject([400, { __type: "NotAuthorizedException", message: "Incorrect username or password." }]);
    expect(await answersFor(UNKNOWN)).toEqual(known);
  });
});

/** The p-value of "known and unknown take equally long" over interleaved pairs; the order within a pair changes. */
async function timingP(question: Question): Promise<number> {
  const times = { known: [] as number[], unknown: [] as number[] };
  const real = globalThis.fetch;
  globalThis.fetch = slowDown(real);
  const one = async (who: "known" | "unknown"): Promise<void> => {
    times[who].push((await ask(question, who === "known" ? stage.traders.enrolled.email : UNKNOWN)).ms);
  };
  try {
    for (let done = 0; done < PAIRS; done += PAIRS_AT_ONCE) {
      await forgetCounts();
      if (question.what === "a wrong password") await stage.advance(1_000);
      await Promise.all(
        Array.from({ length: PAIRS_AT_ONCE }, async (_, at) => {
          const order = (done + at) % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
          for (const who of order) await one(who);
        }),
      );
    }
  } finally {
    globalThis.fetch = real;
  }
  return rankSumP(times.known, times.unknown);
}

describe.each(QUESTIONS)("timed by $what", (question) => {
  test(
    `${String(PAIRS)} pairs of known and unknown show no difference, and without the even times they do`,
    async () => {
      setSlotMs(SLOT_MS);
      expect(await timingP(question), "with even times").toBeGreaterThanOrEqual(P_MIN);
      setSlotMs(0);
      expect(await timingP(question), "the control, answered as soon as possible").toBeLessThan(P_MIN);
    },
    rounds(60_000, 900_000),
  );
});
