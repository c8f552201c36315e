// Signing in at the staff's pool: the same steps as a trader's, without a way back, and with the two that somebody who was invited meets first.
import "server-only";
import * as z from "zod";

import type { Factor } from "@/lib/identity/factor";
import { deskParts } from "@/lib/server/operators/desk-parts";
import { services } from "@/lib/server/services";

import { answerPasskey } from "../answer-passkey";
import { askCognito, nameWithHash, userContext } from "../ask-cognito";
import { ASSERTION_TEXT } from "../assertion";
import { rateLimited } from "../cognito-exception";
import { continueSignIn } from "../continue-sign-in";
import { passkeyOrDecoy } from "../decoy-passkey";
import { defineOperation } from "../define-operation";
import type { Exchange } from "../exchange";
import { BASE64, CODE, PASSWORD, SEALED_SESSION, SRP_A, USERNAME } from "../field-schemas";
import { guess, refuseWhileLocked } from "../guess";
import { rotatePreAuth } from "../pre-auth";
import { countUse } from "../rate-limiter";
import { requireChallenge, requireSealedName } from "../require-challenge";
import { requireEmail } from "../require-email";
import { requireLongEnough } from "../require-long-enough";
import { progressOf, startOf, type SignInState } from "../sign-in-state";

const START = z.discriminatedUnion("AuthFlow", [
  z.object({ AuthFlow: z.literal("USER_SRP_AUTH"), AuthParameters: z.object({ USERNAME, SRP_A }) }),
  z.object({
    AuthFlow: z.literal("USER_AUTH"),
    AuthParameters: z.union([
      z.object({ USERNAME, SRP_A, PREFERRED_CHALLENGE: z.literal("PASSWORD_SRP") }),
      z.object({ USERNAME, PREFERRED_CHALLENGE: z.literal("WEB_AUTHN") }),
    ]),
  }),
]);

/** Starts an operator's sign-in. A passkey is never stopped by the lock of the password. */
export const startStaffSignIn = defineOperation({
  name: "InitiateAuth",
  isRepeatable: true,
  answersEvenly: true,
  request: START,
  perform: async ({ AuthFlow, AuthParameters: parameters }, exchange) => {
    const email = requireEmail(parameters.USERNAME);
    const { pool } = deskParts().settings;
    const use = { purpose: "sign-in", name: `desk ${exchange.network}`, nowSeconds: exchange.nowSeconds } as const;
    const limit = await countUse(services().database, use);
    if (!limit.ok) throw rateLimited(limit.refusal.retryAfterSeconds);
    await exchange.flow.admit(email, exchange);
    if ("SRP_A" in parameters) await refuseWhileLocked({ email, purpose: "password", side: "desk" }, exchange);
    const asked = askCognito("InitiateAuth", {
      ClientId: pool.clientId,
      AuthFlow,
      AuthParameters: { ...parameters, ...nameWithHash(email, pool) },
      ...userContext(exchange),
    });
    const preAuth = rotatePreAuth(exchange);
    const wantsPasskey = "PREFERRED_CHALLENGE" in parameters && parameters.PREFERRED_CHALLENGE === "WEB_AUTHN";
    if (!wantsPasskey) return continueSignIn(await asked, startOf(email), preAuth, exchange);
    const { answer, isDecoy } = await passkeyOrDecoy(asked, email);
    return continueSignIn(answer, { ...startOf(email), isDecoy }, preAuth, exchange);
  },
});

const step = <Name extends SignInState["expects"], Answers extends z.ZodType>(name: Name, answers: Answers) =>
  z.object({ ChallengeName: z.literal(name), Session: SEALED_SESSION, ChallengeResponses: answers });

const ANSWER = z.discriminatedUnion("ChallengeName", [
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
  // Attributes have no field here: an operator changes none of theirs.
  step("NEW_PASSWORD_REQUIRED", z.object({ USERNAME, NEW_PASSWORD: PASSWORD })),
]);
type Answer = z.output<typeof ANSWER>;

const PROVEN: Readonly<Record<Answer["ChallengeName"], Factor | null>> = {
  PASSWORD_VERIFIER: "password",
  WEB_AUTHN: "passkey",
  SOFTWARE_TOKEN_MFA: "totp",
  MFA_SETUP: null,
  // The password that it replaces was proven before it.
  NEW_PASSWORD_REQUIRED: null,
};

const responsesOf = ({ ChallengeName, ChallengeResponses }: Answer): Readonly<Record<string, string>> =>
  ChallengeName === "WEB_AUTHN" ? { ...ChallengeResponses, CREDENTIAL: ChallengeResponses.CREDENTIAL.text } : ChallengeResponses;

/** Sends a step on; guesses are counted. */
async function forward(request: Answer, state: SignInState, body: object, exchange: Exchange): Promise<Record<string, unknown>> {
  const call = { operation: "RespondToAuthChallenge", body };
  const { email } = state;
  switch (request.ChallengeName) {
    case "PASSWORD_VERIFIER":
      return guess({ email, purpose: "password", side: "desk" }, call, exchange);
    case "SOFTWARE_TOKEN_MFA":
      return guess({ email, purpose: "totp", side: "desk" }, call, exchange);
    case "WEB_AUTHN":
      return answerPasskey(state, body, exchange);
    case "NEW_PASSWORD_REQUIRED":
      requireLongEnough(request.ChallengeResponses.NEW_PASSWORD);
      return askCognito(call.operation, body);
    case "MFA_SETUP":
      return askCognito(call.operation, body);
  }
}

/** Answers one challenge of an operator's sign-in in progress. */
export const answerStaffChallenge = defineOperation({
  name: "RespondToAuthChallenge",
  isRepeatable: false,
  answersEvenly: true,
  request: ANSWER,
  perform: async (request, exchange) => {
    const { state, preAuth } = requireChallenge(request.Session, request.ChallengeName, exchange);
    requireSealedName(request.ChallengeResponses.USERNAME, state);
    await exchange.flow.admit(state.email, exchange);
    const { pool } = deskParts().settings;
    const body = {
      ClientId: pool.clientId,
      ChallengeName: request.ChallengeName,
      Session: state.session,
      ChallengeResponses: { ...responsesOf(request), ...nameWithHash(state.userId ?? state.email, pool) },
      ...userContext(exchange),
    };
    const answer = await forward(request, state, body, exchange);
    const proven = PROVEN[request.ChallengeName];
    const factors = proven === null || state.factors.includes(proven) ? state.factors : [...state.factors, proven];
    const passkeyId = request.ChallengeName === "WEB_AUTHN" ? request.ChallengeResponses.CREDENTIAL.credentialId : state.passkeyId;
    return continueSignIn(answer, { ...progressOf(state), factors, passkeyId }, preAuth, exchange);
  },
});
