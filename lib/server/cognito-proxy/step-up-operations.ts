// What a step-up by password and code may ask: the two operations of a sign-in, in the forms that lead to a password and a code. Everything
// else (enrolments, tokens, a passkey, the account) is not offered.
import "server-only";
import * as z from "zod";

import { narrowOperation, type Operation } from "./define-operation";
import { TARGET_PREFIX } from "./operations";
import { initiateAuth } from "./operations/initiate-auth";
import { respondToAuthChallenge } from "./operations/respond-to-auth-challenge";

const ALLOWED: readonly Operation[] = [
  narrowOperation(
    initiateAuth,
    z.union([
      z.looseObject({ AuthFlow: z.literal("USER_SRP_AUTH") }),
      z.looseObject({
        AuthFlow: z.literal("USER_AUTH"),
        AuthParameters: z.looseObject({ PREFERRED_CHALLENGE: z.literal("PASSWORD_SRP") }),
      }),
    ]),
  ),
  narrowOperation(
    respondToAuthChallenge,
    z.union([
      z.looseObject({ ChallengeName: z.enum(["PASSWORD_VERIFIER", "SOFTWARE_TOKEN_MFA"]) }),
      z.looseObject({
        ChallengeName: z.literal("SELECT_CHALLENGE"),
        ChallengeResponses: z.looseObject({ ANSWER: z.literal("PASSWORD_SRP") }),
      }),
    ]),
  ),
];

const BY_TARGET: ReadonlyMap<string, Operation> = new Map(ALLOWED.map((operation) => [TARGET_PREFIX + operation.name, operation]));

/** The operation that an `X-Amz-Target` header names, or null for anything that a step-up does not need. */
export function findStepUpOperation(target: string | null): Operation | null {
  return target === null ? null : (BY_TARGET.get(target) ?? null);
}
