import "server-only";
import * as z from "zod";

import type { Factor } from "@/lib/identity/factor";
import { settings } from "@/lib/server/env";

import { askCognito, nameWithHash, userContext } from "../ask-cognito";
import { ASSERTION_TEXT } from "../assertion";
import { continueSignIn } from "../continue-sign-in";
import { defineOperation } from "../define-operation";
import type { Exchange } from "../exchange";
import { CODE, SEALED_SESSION, SRP_A, USERNAME } from "../field-schemas";
import { guess, refuseWhileLocked } from "../guess";
import { noteOutcome } from "../note-outcome";
import { passwordProofFor, refuseAuthenticatorSteps } from "../refuse-password-ways";
import { requireChallenge, requireSealedName } from "../require-challenge";
import { progressOf, type SignInProgress, type SignInState } from "../sign-in-state";

const BASE64 = z.string().regex(/^[A-Za-z0-9+/=_-]+$/);

const step = <Name extends SignInState["expects"], Answers extends z.ZodType>(name: Name, answers: Answers) =>
  z.object({ ChallengeName: z.literal(name), Session: SEALED_SESSION, ChallengeResponses: answers });

const REQUEST = z.discriminatedUnion("ChallengeName", [
  step(
    "SELECT_CHALLENGE",
    z.discriminatedUnion("ANSWER", [
      z.object({ USERNAME, ANSWER: z.literal("PASSWORD_SRP"), SRP_A }),
      z.object({ USERNAME, ANSWER: z.literal("WEB_AUTHN") }),
    ]),
  ),
  step(
    "PASSWORD_VERIFIER",
    z.object({
      USERNAME,
      PASSWORD_CLAIM_SECRET_BLOCK: BASE64.max(8_192),
      PASSWORD_CLAIM_SIGNATURE: BASE64.max(128),
      TIMESTAMP: z.string().min(1).max(64),
    }),
  ),
  step("WEB_AUTHN", z.object({ USERNAME, CREDENTIAL: ASSERTION_TEXT })),
  step("SOFTWARE_TOKEN_MFA", z.object({ USERNAME, SOFTWARE_TOKEN_MFA_CODE: CODE })),
  step("MFA_SETUP", z.object({ USERNAME })),
]);

type Step = z.output<typeof REQUEST>;

const LEADS_TO_AUTHENTICATOR: ReadonlySet<unknown> = new Set(["SOFTWARE_TOKEN_MFA", "MFA_SETUP"]);

// The factor that a right answer proves. MFA_SETUP proves none: its code was proven by VerifySoftwareToken.
const PROVEN: Readonly<Record<SignInState["expects"], Factor | null>> = {
  SELECT_CHALLENGE: null,
  PASSWORD_VERIFIER: "password",
  WEB_AUTHN: "passkey",
  SOFTWARE_TOKEN_MFA: "totp",
  MFA_SETUP: null,
};

/** Sends a step on. Guesses are counted; choosing a password while it is locked is refused before it is typed in vain. */
async function forward(request: Step, state: SignInState, body: object, exchange: Exchange): Promise<Record<string, unknown>> {
  const call = { operation: "RespondToAuthChallenge", body };
  const { email } = state;
  switch (request.ChallengeName) {
    case "PASSWORD_VERIFIER":
      return guess({ email, purpose: "password" }, call, exchange);
    case "SOFTWARE_TOKEN_MFA":
      await refuseAuthenticatorSteps(email, exchange);
      return guess({ email, purpose: "totp" }, call, exchange);
    case "SELECT_CHALLENGE":
      if (request.ChallengeResponses.ANSWER === "PASSWORD_SRP") await refuseWhileLocked({ email, purpose: "password" }, exchange);
      return askCognito(call.operation, body);
    case "WEB_AUTHN":
      return askCognito(call.operation, body).catch((refusal: unknown) => {
        noteOutcome(exchange, "sign_in_failed", { email, purpose: "passkey" });
        throw refusal;
      });
    case "MFA_SETUP":
      await refuseAuthenticatorSteps(email, exchange);
      return askCognito(call.operation, body);
  }
}

/** The answers as the pool takes them. */
async function responsesOf(request: Step, { email }: SignInState, exchange: Exchange): Promise<Readonly<Record<string, string>>> {
  switch (request.ChallengeName) {
    case "WEB_AUTHN":
      return { ...request.ChallengeResponses, CREDENTIAL: request.ChallengeResponses.CREDENTIAL.text };
    case "PASSWORD_VERIFIER": {
      const { PASSWORD_CLAIM_SIGNATURE: signature } = request.ChallengeResponses;
      return { ...request.ChallengeResponses, PASSWORD_CLAIM_SIGNATURE: await passwordProofFor(email, signature, exchange) };
    }
    default:
      return request.ChallengeResponses;
  }
}

/** What is known of the sign-in once the pool has said yes to this step. */
function progressAfter(request: Step, state: SignInState): SignInProgress {
  const proven = PROVEN[request.ChallengeName];
  const factors = proven === null || state.factors.includes(proven) ? state.factors : [...state.factors, proven];
  const passkeyId = request.ChallengeName === "WEB_AUTHN" ? request.ChallengeResponses.CREDENTIAL.credentialId : state.passkeyId;
  return { ...progressOf(state), factors, passkeyId };
}

/** Answers one challenge of a sign-in in progress. */
export const respondToAuthChallenge = defineOperation({
  name: "RespondToAuthChallenge",
  isRepeatable: false,
  request: REQUEST,
  perform: async (request, exchange) => {
    const { state, preAuth } = requireChallenge(request.Session, request.ChallengeName, exchange);
    requireSealedName(request.ChallengeResponses.USERNAME, state);
    await exchange.flow.admit(state.email, exchange);
    const body = {
      ClientId: settings().pool.clientId,
      ChallengeName: request.ChallengeName,
      Session: state.session,
      ChallengeResponses: { ...(await responsesOf(request, state, exchange)), ...nameWithHash(state.userId ?? state.email) },
      ...userContext(exchange),
    };
    const answer = await forward(request, state, body, exchange);
    // A right password of an account whose authenticator was removed leads to no code, and least of all to the set-up of another one.
    if (LEADS_TO_AUTHENTICATOR.has(answer["ChallengeName"])) await refuseAuthenticatorSteps(state.email, exchange);
    return continueSignIn(answer, progressAfter(request, state), preAuth, exchange);
  },
});
