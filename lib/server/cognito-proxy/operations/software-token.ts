// Enrolling an authenticator app, either as a step of a first sign-in (sealed session) or by a signed-in trader (shell).
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";
import { services } from "@/lib/server/services";
import { openAuthenticator } from "@/lib/server/session/closed-ways";

import { askCognito } from "../ask-cognito";
import { sealChallenge } from "../challenge-seal";
import { admitAuthenticator, requireTicket } from "../credential-gate";
import { spendTicket } from "../credential-tickets";
import { defineOperation } from "../define-operation";
import type { Exchange } from "../exchange";
import { CODE, SEALED_SESSION, SHELL } from "../field-schemas";
import { guess } from "../guess";
import { noteOutcome } from "../note-outcome";
import { endEnrolment } from "../recovery-enrolment";
import { refuseAuthenticatorSteps } from "../refuse-password-ways";
import { requireChallenge } from "../require-challenge";
import { requireShellOwner } from "../require-shell-owner";
import type { SignInState } from "../sign-in-state";

// Exactly one of the two: a request with both, or with neither, is none that Amplify sends.
const bySession = { Session: SEALED_SESSION, AccessToken: z.undefined().optional() };
const byShell = { AccessToken: SHELL, Session: z.undefined().optional() };
const SECRET = z.object({ SecretCode: z.string().min(1), Session: z.string().optional() });
const VERDICT = z.object({ Status: z.string(), Session: z.string().optional() });

const parse = <Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new UnavailableError("cognito", "The user pool answered an enrolment without its fields.");
  return parsed.data;
};

const resealed = (state: SignInState, session: string | undefined, preAuth: string, exchange: Exchange): object =>
  session === undefined ? {} : { Session: sealChallenge({ ...state, session }, { context: exchange.flow.context, preAuth }) };

/** Asks the pool for a new authenticator secret. The secret is the trader's to scan; we keep nothing of it. */
export const associateSoftwareToken = defineOperation({
  name: "AssociateSoftwareToken",
  isRepeatable: false,
  request: z.union([z.object(bySession), z.object(byShell)]),
  perform: async (request, exchange) => {
    if (request.AccessToken !== undefined) {
      const trader = await requireShellOwner(request.AccessToken, exchange);
      await admitAuthenticator(trader, exchange);
      return { SecretCode: parse(SECRET, await askCognito("AssociateSoftwareToken", { AccessToken: trader.accessToken })).SecretCode };
    }
    const { state, preAuth } = requireChallenge(request.Session, "MFA_SETUP", exchange);
    await refuseAuthenticatorSteps(state.email, exchange);
    const answer = parse(SECRET, await askCognito("AssociateSoftwareToken", { Session: state.session }));
    return { SecretCode: answer.SecretCode, ...resealed(state, answer.Session, preAuth, exchange) };
  },
});

/** Checks the first code of a new authenticator. In a sign-in it is a guess like any other, and a right one proves the factor. */
export const verifySoftwareToken = defineOperation({
  name: "VerifySoftwareToken",
  isRepeatable: false,
  request: z.union([z.object({ ...bySession, UserCode: CODE }), z.object({ ...byShell, UserCode: CODE })]),
  perform: async (request, exchange) => {
    const { UserCode } = request;
    if (request.AccessToken !== undefined) {
      const trader = await requireShellOwner(request.AccessToken, exchange);
      await requireTicket(trader, "VerifySoftwareToken", exchange);
      const verify = (): Promise<unknown> => askCognito("VerifySoftwareToken", { AccessToken: trader.accessToken, UserCode });
      const { Status } = parse(VERDICT, await endEnrolment(trader, exchange, verify));
      await services().database.asTrader(trader.sub, async (tx) => {
        await spendTicket(tx, trader, "VerifySoftwareToken");
        await openAuthenticator(tx, exchange.nowSeconds);
      });
      noteOutcome(exchange, "totp_enrolled", { sub: trader.sub });
      return { Status };
    }
    const { state, preAuth } = requireChallenge(request.Session, "MFA_SETUP", exchange);
    await refuseAuthenticatorSteps(state.email, exchange);
    const call = { operation: "VerifySoftwareToken", body: { Session: state.session, UserCode } };
    const { Status, Session } = parse(VERDICT, await guess({ email: state.email, purpose: "totp-setup" }, call, exchange));
    const isProven = Status === "SUCCESS" && !state.factors.includes("totp");
    if (isProven) noteOutcome(exchange, "totp_enrolled", { email: state.email });
    const next: SignInState = isProven ? { ...state, factors: [...state.factors, "totp"], hasEnrolled: true } : state;
    return { Status, ...resealed(next, Session, preAuth, exchange) };
  },
});
