// Turns the pool's answer to a sign-in step into the browser's: a sealed challenge with named fields only, or what the flow makes of tokens.
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";

import { sealChallenge } from "./challenge-seal";
import { stepNotOffered } from "./cognito-exception";
import { describeRecovery } from "./describe-recovery";
import { evenRequestOptions } from "./decoy-passkey";
import type { Exchange } from "./exchange";
import type { SignInProgress, SignInState } from "./sign-in-state";

// Cognito's challenge sessions live 15 minutes at most.
const CHALLENGE_SECONDS_MAX = 900;
// A passkey's ceremony is over sooner, at the pool and here, so that an old challenge sounds the same whoever made it.
const PASSKEY_SECONDS_MAX = 180;

// Every field of a challenge that the browser may see. Device metadata, delivery details and friendly names are not among them.
const PARAMETERS: Readonly<Record<SignInState["expects"], readonly string[]>> = {
  SELECT_CHALLENGE: [],
  PASSWORD_VERIFIER: ["SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP"],
  WEB_AUTHN: ["CREDENTIAL_REQUEST_OPTIONS"],
  SOFTWARE_TOKEN_MFA: ["USER_ID_FOR_SRP"],
  MFA_SETUP: ["MFAS_CAN_SETUP", "USER_ID_FOR_SRP"],
  CUSTOM_CHALLENGE: [],
  // The account's attributes stay at the pool: nothing of them is asked for or changed here.
  NEW_PASSWORD_REQUIRED: ["USER_ID_FOR_SRP"],
};

const CHALLENGE = z.object({
  ChallengeName: z.string(),
  Session: z.string().min(1),
  ChallengeParameters: z.record(z.string(), z.string()).default({}),
});

/** The browser's next step. A challenge that this flow does not answer refuses the sign-in. */
export async function continueSignIn(
  answer: Record<string, unknown>,
  progress: SignInProgress,
  preAuth: string,
  exchange: Exchange,
): Promise<object> {
  if (answer["AuthenticationResult"] !== undefined && answer["AuthenticationResult"] !== null) {
    return exchange.flow.complete(answer["AuthenticationResult"], progress, exchange);
  }
  const { flow } = exchange;
  const challenge = CHALLENGE.safeParse(answer);
  if (!challenge.success) throw new UnavailableError("cognito", "The user pool answered a sign-in with neither a challenge nor tokens.");
  const { ChallengeName: name, ChallengeParameters: parameters, Session: session } = challenge.data;
  const expects = flow.challenges.find((known) => known === name);
  if (expects === undefined) throw stepNotOffered();
  const userId = parameters["USER_ID_FOR_SRP"] ?? progress.userId;
  const isRecovery = expects === "CUSTOM_CHALLENGE";
  const nonce = isRecovery ? (parameters["nonce"] ?? null) : null;
  const lifeSeconds = expects === "WEB_AUTHN" ? PASSKEY_SECONDS_MAX : CHALLENGE_SECONDS_MAX;
  const state = { ...progress, userId, session, expects, nonce, expiresAtSeconds: exchange.nowSeconds + lifeSeconds };
  const named = Object.fromEntries(PARAMETERS[expects].flatMap((key) => shown(key, parameters[key])));
  return {
    ChallengeName: expects,
    Session: sealChallenge(state, { context: flow.context, preAuth }),
    ChallengeParameters: isRecovery ? await describeRecovery({ ...progress, userId }, exchange) : named,
    ...(expects === "SELECT_CHALLENGE" ? { AvailableChallenges: flow.firstFactors } : {}),
  };
}

function shown(key: string, value: string | undefined): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  return [[key, key === "CREDENTIAL_REQUEST_OPTIONS" ? evenRequestOptions(value) : value]];
}
