// What the server knows of a sign-in in progress. It travels sealed through the browser, so that the server stays stateless.
import "server-only";
import * as z from "zod";

import { FACTORS } from "@/lib/identity/factor";

/** Cognito's challenges that this product answers. Any other ends the sign-in. */
export const CHALLENGES = [
  "SELECT_CHALLENGE",
  "PASSWORD_VERIFIER",
  "WEB_AUTHN",
  "SOFTWARE_TOKEN_MFA",
  "MFA_SETUP",
  "CUSTOM_CHALLENGE",
  "NEW_PASSWORD_REQUIRED",
] as const;

/** One of them. */
export type Challenge = (typeof CHALLENGES)[number];

/** Those of a trader: nobody gives a trader a password. */
export const TRADER_CHALLENGES: readonly Challenge[] = CHALLENGES.filter((challenge) => challenge !== "NEW_PASSWORD_REQUIRED");

/** The shape inside the seal. */
export const SIGN_IN_STATE = z.object({
  /** Cognito's own challenge session. */
  session: z.string().min(1),
  /** The name as typed, normalised. Attempts are counted under it. */
  email: z.string(),
  /** Cognito's name for the account once it told one (USER_ID_FOR_SRP); made up by Cognito for unknown accounts. */
  userId: z.string().nullable(),
  factors: z.array(z.enum(FACTORS)),
  /** The credential that the pool accepted as the passkey; where it came from is judged when the session opens. */
  passkeyId: z.string().nullable(),
  /** Whether this very sign-in set up the account's first authenticator. */
  hasEnrolled: z.boolean(),
  /** Whether the challenge was made up here because the pool offered none. Nothing answers it. */
  isDecoy: z.boolean().optional(),
  /** The recovery proof, as the row that the session uses up when it opens; null without one. */
  recoveryId: z.string().nullable(),
  /** What the pool wants signed at the recovery step; the browser never sees it. */
  nonce: z.string().nullable(),
  expects: z.enum(CHALLENGES),
  expiresAtSeconds: z.int(),
});

/** A sign-in in progress. */
export type SignInState = z.infer<typeof SIGN_IN_STATE>;

/** What goes on from step to step. */
export type SignInProgress = Pick<SignInState, "email" | "userId" | "factors" | "passkeyId" | "hasEnrolled" | "isDecoy" | "recoveryId">;

/** The progress of a sign-in that has just been started. */
export const startOf = (email: string): SignInProgress => ({
  email,
  userId: null,
  factors: [],
  passkeyId: null,
  hasEnrolled: false,
  recoveryId: null,
});

/** The progress without what belongs to one step of it. */
export const progressOf = ({ email, userId, factors, passkeyId, hasEnrolled, recoveryId }: SignInState): SignInProgress => ({
  email,
  userId,
  factors,
  passkeyId,
  hasEnrolled,
  recoveryId,
});
