// Signing in: every operation of the allow-list, and sign-ins whose end is a session.
import "server-only";
import { COOKIES } from "@/lib/server/session/cookies";
import { resolveTrader } from "@/lib/server/session/resolve-trader";

import { otherUserSignedIn } from "./cognito-exception";
import { completeSignIn } from "./complete-sign-in";
import type { Flow } from "./exchange";
import { findOperation } from "./operations";
import { recordOutcomes } from "./record-outcomes";
import { TRADER_CHALLENGES } from "./sign-in-state";
import type { Door } from "./speak-cognito";

const signIn: Flow = {
  context: "sign-in",
  preAuthCookie: COOKIES.preAuth,
  challenges: TRADER_CHALLENGES,
  firstFactors: ["PASSWORD_SRP", "WEB_AUTHN"],
  // Nobody signs in over another trader's live session, and the same trader may.
  admit: async (email, exchange) => {
    const trader = await resolveTrader(exchange.cookieHeader);
    if (trader.ok && trader.value.email.normalize("NFC").trim().toLowerCase() !== email) throw otherUserSignedIn();
  },
  complete: completeSignIn,
};

/** The door of the sign-in screens and of a signed-in page. */
export const SIGN_IN_DOOR: Door = { find: findOperation, flow: signIn, record: recordOutcomes };
