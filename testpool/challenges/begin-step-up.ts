// Native step-up: TARGET_ACR_VALUES, ACCESS_TOKEN and MAX_AGE of USER_AUTH, judged before anything is asked.
import { CognitoException, invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { requirePool } from "../store/find-client";
import type { ProvenFactor, UserRecord } from "../store/records";
import { defaultAcrName } from "../tokens/acr-names";
import { requireAccessToken } from "../tokens/require-access-token";
import { judgeStepUp, type StepUp } from "../tokens/step-up-acr";
import { signInOf, withTrail, type Attempt } from "./attempt";
import { missingForTarget, ownedFactors } from "./missing-for-target";
import type { SignIn } from "./sign-in";

/** What the user has already shown, by the token: nothing for a token without `amr` (assumed), nor for one older than MAX_AGE (documented). */
function creditOf({ needs, parameters }: Attempt, user: UserRecord): readonly ProvenFactor[] {
  const { ACCESS_TOKEN: token, MAX_AGE: maxAge } = parameters;
  if (maxAge !== undefined && !/^\d{1,10}$/.test(maxAge)) throw invalidParameter("MAX_AGE must be a whole number of seconds.");
  if (token === undefined) return [];
  const caller = requireAccessToken(needs, token);
  if (caller.user.sub !== user.sub || caller.pool.id !== user.poolId) throw notAuthorized("Access Token does not belong to the user.");
  const { acr, proven, authTimeSeconds } = caller.family;
  const isStale = maxAge !== undefined && needs.clock.nowSeconds() - authTimeSeconds > Number(maxAge);
  return acr === null || isStale ? [] : proven;
}

const REFUSALS: Readonly<Record<Exclude<StepUp["kind"], "ask">, string>> = {
  "unknown-level": "None of the requested ACR values is valid.",
  "already-met": "The access token already meets the requested ACR level.",
  "no-factors": "The user has no factors for the requested ACR levels.",
};

/**
 * The attempt with its target level and its credit, or unchanged where nothing was asked for. A pool whose native step-up is off looks at
 * none of the parameters (observed by a third party). ACCESS_TOKEN without TARGET_ACR_VALUES, no known level, no factors for one, and a
 * level that the token already meets are refused (documented; InvalidParameterException and the sentences are assumed).
 */
export function beginStepUp(attempt: Attempt): Attempt {
  const { needs, client, subject, parameters } = attempt;
  const pool = requirePool(needs, client.poolId);
  const { TARGET_ACR_VALUES: targets, ACCESS_TOKEN: token } = parameters;
  if (!pool.nativeStepUp || (targets === undefined && token === undefined)) return attempt;
  if (pool.tier === "LITE") {
    throw new CognitoException("FeatureUnavailableInTierException", "Step-up authentication is not available in this tier."); // Assumed sentence.
  }
  if (targets === undefined) throw invalidParameter("ACCESS_TOKEN requires TARGET_ACR_VALUES.");
  if (subject.user === null) return attempt;
  const credit = creditOf(attempt, subject.user);
  const levels = targets.split(" ").flatMap((name) => defaultAcrName(pool, name) ?? []);
  const plan = judgeStepUp(levels, credit, ownedFactors(needs, subject.user));
  if (plan.kind !== "ask") throw invalidParameter(REFUSALS[plan.kind]);
  return withTrail(attempt, { proven: credit, targetAcr: [plan.acr] });
}

/** The sign-in when its credit leaves only a second factor to ask for; null when it begins with a first one. */
export function stepUpOf(attempt: Attempt): SignIn | null {
  const { user, trail } = attempt.subject;
  if (user === null || trail.proven.length === 0) return null;
  const missing = missingForTarget(attempt.needs, user, trail);
  return missing.includes("pwd") || missing.includes("webauthn") ? null : signInOf(attempt, user);
}
