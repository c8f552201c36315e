// Many people sign in at a rate, some of them with a wrong password. Arrivals are planned and do not wait for answers, so that a slow product is not spared.
import { setTimeout as sleep } from "node:timers/promises";
import { type AppAddress, AppClient } from "./app-client";
import { callProxy, type CognitoAnswer } from "./cognito-calls";
import { COOKIE } from "./cookie-names";
import { claimsOf } from "./mint-token";
import type { PoolControl } from "./pool-control";
import { unusedCode } from "./totp-codes";
import { type Person, type PoolFacts, tryPassword } from "./trader";

/** One sign-in that will be tried. */
export interface PlannedSignIn {
  readonly person: Person;
  /** Whose session must come of it. */
  readonly sub: string;
  readonly password: "right" | "wrong";
}

/** What came of one. */
export interface SignInOutcome {
  readonly planned: PlannedSignIn;
  /** `in` with a session, or the name of the refusal that ended it. */
  readonly result: string;
  /** Of the session that came of it; null without one. */
  readonly sub: string | null;
  /** From the planned arrival to the last answer, waiting for another turn included. */
  readonly ms: number;
  /** How often it was told to come back later. */
  readonly waits: number;
}

/** Where they sign in. */
export interface SignInPlace {
  readonly app: AppAddress;
  readonly pool: PoolFacts;
  readonly control: PoolControl;
}

const WAITS_MAX = 5;
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";
/** Seconds that a refusal asks to wait; null when it is not about time. */
const waitSecondsOf = ({ errorName, fields }: CognitoAnswer): number | null => {
  const seconds = /Retry after (\d+) seconds?/.exec(typeof fields["message"] === "string" ? fields["message"] : "")?.[1];
  return errorName === "RateLimitedException" && seconds !== undefined ? Number(seconds) : null;
};

/** The pool's clock is asked once: asking it for every sign-in would be a load of its own. */
interface TimedPlace extends SignInPlace {
  readonly aheadSeconds: number;
}

const timed = async (place: SignInPlace): Promise<TimedPlace> => ({
  ...place,
  aheadSeconds: Math.round((await place.control.nowSeconds()) - Date.now() / 1_000),
});

/** Password and code once, each call at the other process than the one before. */
async function tryOnce(
  { pool, control, aheadSeconds }: TimedPlace,
  client: AppClient,
  planned: PlannedSignIn,
  index: number,
): Promise<CognitoAnswer> {
  const { person } = planned;
  const password = planned.password === "right" ? person.password : `${person.password} no`;
  const nowSeconds = Math.floor(Date.now() / 1_000 + aheadSeconds);
  const half = await tryPassword(
    client,
    pool,
    { email: person.email, password },
    new Date(nowSeconds * 1_000),
    index % client.app.ports.length,
  );
  if (!half.ok || person.codes === null || half.fields["ChallengeName"] !== "SOFTWARE_TOKEN_MFA") return half;
  const { USER_ID_FOR_SRP } = half.fields["ChallengeParameters"] as Record<string, string>;
  const SOFTWARE_TOKEN_MFA_CODE = person.codes.tryNext(nowSeconds) ?? (await unusedCode(person.codes, control));
  const ChallengeResponses = { USERNAME: USER_ID_FOR_SRP, SOFTWARE_TOKEN_MFA_CODE };
  const fields = { ClientId: pool.clientId, ChallengeName: "SOFTWARE_TOKEN_MFA", ChallengeResponses, Session: half.fields["Session"] };
  return callProxy(client, "RespondToAuthChallenge", fields, { process: (index + 1) % client.app.ports.length });
}

/** One sign-in from a browser and a network of its own, which waits when it is told to. */
export const signInAsPlanned = async (place: SignInPlace, planned: PlannedSignIn, index: number): Promise<SignInOutcome> =>
  signInTimed(await timed(place), planned, index);

async function signInTimed(place: TimedPlace, planned: PlannedSignIn, index: number): Promise<SignInOutcome> {
  const startedAtMs = performance.now();
  const client = new AppClient(place.app);
  client.userAgent = BROWSER;
  client.from = `127.${String(16 + (index % 200))}.${String(Math.floor(index / 200) % 256)}.7`;
  for (let waits = 0; ; waits += 1) {
    const answer = await tryOnce(place, client, planned, index);
    const seconds = waitSecondsOf(answer);
    if (seconds !== null && waits < WAITS_MAX) {
      await sleep(seconds * 1_000);
      continue;
    }
    const token = client.jar.get(COOKIE.access);
    const result = token !== null && answer.ok ? "in" : (answer.errorName ?? `half way: ${String(answer.fields["ChallengeName"])}`);
    const sub = token === null ? null : String(claimsOf(token)["sub"]);
    return { planned, result, sub, ms: performance.now() - startedAtMs, waits };
  }
}

/** All of them at `perSecond`, in the order given. */
export async function signInAtRate(
  place: SignInPlace,
  planned: readonly PlannedSignIn[],
  perSecond: number,
): Promise<{ readonly outcomes: readonly SignInOutcome[]; readonly seconds: number }> {
  const now = await timed(place);
  const startedAtMs = performance.now();
  const outcomes = await Promise.all(
    planned.map(async (one, index) => {
      const arrivesAtMs = startedAtMs + (index * 1_000) / perSecond;
      await sleep(Math.max(0, arrivesAtMs - performance.now()));
      const lateMs = performance.now() - arrivesAtMs;
      const outcome = await signInTimed(now, one, index);
      return { ...outcome, ms: outcome.ms + lateMs };
    }),
  );
  return { outcomes, seconds: (performance.now() - startedAtMs) / 1_000 };
}

/** The value below which so large a share of the numbers is. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
