// The desk's door to the protocol: sign-in, renewal, sign-out and passkeys of invited people. There is no sign-up, no recovery and no change of the
// account; an operation that is not here does not exist for an operator.
import "server-only";
import { resolveOperator } from "@/lib/server/operators/resolve-operator";
import { OPS_COOKIES } from "@/lib/server/session/cookies";

import { otherUserSignedIn } from "../cognito-exception";
import type { Operation } from "../define-operation";
import type { Flow } from "../exchange";
import { TARGET_PREFIX } from "../operations";
import type { Door } from "../speak-cognito";
import { completeStaffSignIn } from "./complete-staff-sign-in";
import { recordStaffOutcomes } from "./record-staff-outcomes";
import { associateStaffAuthenticator, verifyStaffAuthenticator } from "./staff-authenticator";
import { completeStaffPasskey, deleteStaffPasskey, listStaffPasskeys, startStaffPasskey } from "./staff-passkeys";
import { answerStaffChallenge, startStaffSignIn } from "./staff-sign-in";
import { refreshStaffTokens, revokeStaffToken } from "./staff-tokens";

const ALLOWED: readonly Operation[] = [
  startStaffSignIn,
  answerStaffChallenge,
  associateStaffAuthenticator,
  verifyStaffAuthenticator,
  refreshStaffTokens,
  revokeStaffToken,
  startStaffPasskey,
  completeStaffPasskey,
  listStaffPasskeys,
  deleteStaffPasskey,
];

const BY_TARGET: ReadonlyMap<string, Operation> = new Map(ALLOWED.map((operation) => [TARGET_PREFIX + operation.name, operation]));

const signIn: Flow = {
  context: "desk-sign-in",
  preAuthCookie: OPS_COOKIES.preAuth,
  challenges: ["PASSWORD_VERIFIER", "WEB_AUTHN", "SOFTWARE_TOKEN_MFA", "MFA_SETUP", "NEW_PASSWORD_REQUIRED"],
  firstFactors: ["PASSWORD_SRP", "WEB_AUTHN"],
  // Nobody signs in over a colleague's live session.
  admit: async (email, exchange) => {
    const operator = await resolveOperator(exchange.cookieHeader);
    if (operator.ok && operator.value.email.normalize("NFC").trim().toLowerCase() !== email) throw otherUserSignedIn();
  },
  complete: completeStaffSignIn,
};

/** The door of the desk's sign-in and of its signed-in pages. */
export const STAFF_DOOR: Door = {
  find: (target) => (target === null ? null : (BY_TARGET.get(target) ?? null)),
  flow: signIn,
  record: recordStaffOutcomes,
};
