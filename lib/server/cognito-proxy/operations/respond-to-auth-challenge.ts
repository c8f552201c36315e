import "server-only";
import * as z from "zod";

import { invariant } from "@/lib/ground/invariant";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Factor } from "@/lib/identity/factor";
import { settings } from "@/lib/server/env";

import { answerPasskey } from "../answer-passkey";
import { answerRecovery } from "../answer-recovery";
import { answerSuspicion } from "../answer-suspicion";
import { askCognito, nameWithHash, userContext } from "../ask-cognito";
import { ASSERTION_TEXT } from "../assertion";
import { continueSignIn } from "../continue-sign-in";
import { passkeyOrDecoy } from "../decoy-passkey";
import { defineOperation } from "../define-operation";
import { divertSignIn, purposeOf } from "../divert-sign-in";
import { describeRecovery } from "../describe-recovery";
import type { Exchange } from "../exchange";
import { BASE64, CODE, SEALED_SESSION, SRP_A, USERNAME } from "../field-schemas";
import { guess, refuseWhileLocked } from "../guess";
import { poolTicket } from "../pool-ticket";
import { passwordProofFor, refuseAuthenticatorSteps, refusePasswordWays } from "../refuse-password-ways";
import { requireChallenge, requireSealedName } from "../require-challenge";
import { progressOf, type SignInProgress, type SignInState } from "../sign-in-state";

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
  step("CUSTOM_CHALLENGE", z.object({ USERNAME, ANSWER: z.string().min(1).max(128) })),
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
  // What it proves depends on the answer.
  CUSTOM_CHALLENGE: null,
  NEW_PASSWORD_REQUIRED: null,
};

/** Whether the trader goes on with the password only now, so that it is judged only now whether that is unusual. */
const choosesPassword = (request: Step): boolean =>
  request.ChallengeName === "SELECT_CHALLENGE" && request.ChallengeResponses.ANSWER === "PASSWORD_SRP";

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
      if (request.ChallengeResponses.ANSWER !== "PASSWORD_SRP") return askCognito(call.operation, body);
      await refuseWhileLocked({ email, purpose: "password" }, exchange);
      return state.suspicions.length > 0
        ? divertSignIn(email, request.ChallengeResponses.SRP_A, exchange)
        : askCognito(call.operation, body);
    case "WEB_AUTHN":
      return answerPasskey(state, body, exchange);
    case "MFA_SETUP":
      await refuseAuthenticatorSteps(email, exchange);
      return askCognito(call.operation, body);
    case "CUSTOM_CHALLENGE":
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

/** The step of our own that this sign-in leads to: of an unusual one, or of a recovery. */
async function answerOwnStep(request: Step, state: SignInState, preAuth: string, exchange: Exchange): Promise<object> {
  invariant(request.ChallengeName === "CUSTOM_CHALLENGE", "only a step of our own is answered here");
  // Whoever stands here began before the account went over to passkeys only.
  await refusePasswordWays(state.email, exchange);
  if (state.suspicions.length === 0) return recover(request, state, preAuth, exchange);
  return answerSuspicion({ text: request.ChallengeResponses.ANSWER, sealed: request.Session }, state, preAuth, exchange);
}

/** The recovery step: the answer is judged here, and the pool hears of it only when it was right, as a ticket for its own nonce. */
async function recover(request: Step, state: SignInState, preAuth: string, exchange: Exchange): Promise<object> {
  invariant(request.ChallengeName === "CUSTOM_CHALLENGE", "only the recovery step is answered here");
  const answered = await answerRecovery(request.ChallengeResponses.ANSWER, state, exchange);
  if (answered.kind === "again") {
    const facts = await describeRecovery(state, exchange, answered.isMailed);
    return { ChallengeName: request.ChallengeName, Session: request.Session, ChallengeParameters: facts };
  }
  const { userId, nonce } = state;
  if (userId === null || nonce === null) throw new UnavailableError("cognito", "The user pool asked for a recovery without a nonce.");
  const body = {
    ClientId: settings().pool.clientId,
    ChallengeName: request.ChallengeName,
    Session: state.session,
    ChallengeResponses: { ANSWER: poolTicket("recovery", userId, nonce), ...nameWithHash(userId) },
    ...userContext(exchange),
  };
  const answer = await askCognito("RespondToAuthChallenge", body);
  const progress = { ...progressOf(state), factors: [...state.factors, answered.factor], recoveryId: answered.recoveryId };
  return continueSignIn(answer, progress, preAuth, exchange);
}

/** Answers one challenge of a sign-in in progress. */
export const respondToAuthChallenge = defineOperation({
  name: "RespondToAuthChallenge",
  isRepeatable: false,
  answersEvenly: true,
  request: REQUEST,
  perform: async (request, exchange) => {
    const { state: sealed, preAuth } = requireChallenge(request.Session, request.ChallengeName, exchange);
    requireSealedName(request.ChallengeResponses.USERNAME, sealed);
    await exchange.flow.admit(sealed.email, exchange);
    const state = choosesPassword(request) ? { ...sealed, suspicions: [...(await exchange.flow.suspect(sealed.email, exchange))] } : sealed;
    if (request.ChallengeName === "CUSTOM_CHALLENGE") return answerOwnStep(request, state, preAuth, exchange);
    const body = {
      ClientId: settings().pool.clientId,
      ChallengeName: request.ChallengeName,
      Session: state.session,
      ChallengeResponses: { ...(await responsesOf(request, state, exchange)), ...nameWithHash(state.userId ?? state.email) },
      ...purposeOf(state),
      ...userContext(exchange),
    };
    const asked = forward(request, state, body, exchange);
    if (request.ChallengeName === "SELECT_CHALLENGE" && request.ChallengeResponses.ANSWER === "WEB_AUTHN") {
      const { answer, isDecoy } = await passkeyOrDecoy(asked, state.email);
      return continueSignIn(answer, { ...progressOf(state), isDecoy }, preAuth, exchange);
    }
    const answer = await asked;
    // A right password of an account whose authenticator was removed leads to no code, and least of all to the set-up of another one.
    if (LEADS_TO_AUTHENTICATOR.has(answer["ChallengeName"])) await refuseAuthenticatorSteps(state.email, exchange);
    return continueSignIn(answer, progressAfter(request, state), preAuth, exchange);
  },
});
