// The authenticator app of an operator: set up once, as a step of the first sign-in, and never changed from a session. Losing it is the administrator's.
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";

import { askCognito } from "../ask-cognito";
import { sealChallenge } from "../challenge-seal";
import { defineOperation } from "../define-operation";
import type { Exchange } from "../exchange";
import { CODE, SEALED_SESSION } from "../field-schemas";
import { guess } from "../guess";
import { noteOutcome } from "../note-outcome";
import { requireChallenge } from "../require-challenge";
import type { SignInState } from "../sign-in-state";

const SECRET = z.object({ SecretCode: z.string().min(1), Session: z.string().optional() });
const VERDICT = z.object({ Status: z.string(), Session: z.string().optional() });

const parse = <Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new UnavailableError("cognito", "The staff's pool answered an enrolment without its fields.");
  return parsed.data;
};

const resealed = (state: SignInState, session: string | undefined, preAuth: string, exchange: Exchange): object =>
  session === undefined ? {} : { Session: sealChallenge({ ...state, session }, { context: exchange.flow.context, preAuth }) };

/** Asks the pool for a secret within a first sign-in. With a session's token it is not offered. */
export const associateStaffAuthenticator = defineOperation({
  name: "AssociateSoftwareToken",
  isRepeatable: false,
  request: z.object({ Session: SEALED_SESSION, AccessToken: z.undefined().optional() }),
  perform: async ({ Session }, exchange) => {
    const { state, preAuth } = requireChallenge(Session, "MFA_SETUP", exchange);
    const answer = parse(SECRET, await askCognito("AssociateSoftwareToken", { Session: state.session }));
    return { SecretCode: answer.SecretCode, ...resealed(state, answer.Session, preAuth, exchange) };
  },
});

/** Checks its first code: a guess like any other, and a right one proves the factor. */
export const verifyStaffAuthenticator = defineOperation({
  name: "VerifySoftwareToken",
  isRepeatable: false,
  request: z.object({ Session: SEALED_SESSION, UserCode: CODE, AccessToken: z.undefined().optional() }),
  perform: async ({ Session: sealed, UserCode }, exchange) => {
    const { state, preAuth } = requireChallenge(sealed, "MFA_SETUP", exchange);
    const call = { operation: "VerifySoftwareToken", body: { Session: state.session, UserCode } };
    const subject = { email: state.email, purpose: "totp-setup", side: "desk" } as const;
    const { Status, Session } = parse(VERDICT, await guess(subject, call, exchange));
    const isProven = Status === "SUCCESS" && !state.factors.includes("totp");
    if (isProven) noteOutcome(exchange, "totp_enrolled", { email: state.email });
    const next: SignInState = isProven ? { ...state, factors: [...state.factors, "totp"], hasEnrolled: true } : state;
    return { Status, ...resealed(next, Session, preAuth, exchange) };
  },
});
