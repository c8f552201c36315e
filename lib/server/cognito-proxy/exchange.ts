// What one proxied request carries besides its body. Operations add Set-Cookie lines; the edge sends them, also with a refusal,
// because a rotated refresh token must reach the browser whatever else happens.
import "server-only";
import type { Secret } from "@/lib/settings/secret";
import type { Challenge, SignInProgress } from "./sign-in-state";

/** Something that a later reader of a trader's history needs to know. Never a secret, never a whole address. */
export interface Outcome {
  readonly kind: string;
  /** The trader, once one is proven; null before that. */
  readonly sub: string | null;
  /** The address that was typed, to find its owner by; it is never written, and prints as a mark. */
  readonly email?: Secret | null;
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * What a sign-in is for. The steps are the same for all flows; a flow says who may take them, which of them there are, and what becomes of the
 * tokens at their end. An operation never asks which flow it serves.
 */
export interface Flow {
  /** The cookie that ties a sign-in of this flow to one browser. */
  readonly preAuthCookie: string;
  /** What seals are bound to: a challenge of one flow is worthless in every other. */
  readonly context: string;
  /** The challenges that may be answered in it; any other ends it. */
  readonly challenges: readonly Challenge[];
  /** The first factors that it offers, the same for every account. */
  readonly firstFactors: readonly string[];
  /** Judges whether this account may go on here, before the pool is asked anything. Throws CognitoException. */
  admit(email: string, exchange: Exchange): Promise<void>;
  /** Takes the pool's tokens. Whatever it throws, no token of them is left alive outside a session. */
  complete(result: unknown, progress: SignInProgress, exchange: Exchange): Promise<object>;
}

/** The context of one operation. */
export interface Exchange {
  readonly requestId: string;
  readonly operation: string;
  readonly flow: Flow;
  readonly nowSeconds: number;
  /** The raw Cookie header, for those who verify a session from it. */
  readonly cookieHeader: string | null;
  /** Our cookies by name; the header held none of them twice. */
  readonly cookies: ReadonlyMap<string, string>;
  readonly userAgent: string;
  /** As the front door wrote it; null when it wrote none. */
  readonly clientAddress: string | null;
  /** One name per network, for limits. */
  readonly network: string;
  /** Lines that operations add; the edge sends them. */
  readonly setCookies: string[];
  /** What happened, for the record that the edge writes. */
  readonly outcomes: Outcome[];
}
