// Page JavaScript keeps the challenge session in sessionStorage, so it gets a sealed one: AES-256-GCM whose additional data
// binds the flow and the browser's HttpOnly pre-auth cookie. A value from another flow, browser or time opens nothing.
import "server-only";
import { settings } from "@/lib/server/env";
import { createSeal } from "@/lib/server/session/seal";

import { SIGN_IN_STATE, type SignInState } from "./sign-in-state";

const SEALED_CHARACTERS_MAX = 16 * 1024;
// A length would tell what is inside, such as whether the pool made this challenge.
const PADDED_BYTES = 2_048;

/** What a sealed value is bound to. */
export interface SealBinding {
  /** The flow: "sign-in", or a step-up grant. */
  readonly context: string;
  /** The value of the browser's pre-auth cookie. */
  readonly preAuth: string;
}

const additionalData = (binding: SealBinding): Buffer => Buffer.from(JSON.stringify([binding.context, binding.preAuth]));
const seal = () => createSeal(settings().sessionSealKey, "challenge-session");

/** Seals a sign-in in progress for one flow and one browser. */
export function sealChallenge(state: SignInState, binding: SealBinding): string {
  const text = JSON.stringify(state);
  const padding = " ".repeat(PADDED_BYTES - (Buffer.byteLength(text) % PADDED_BYTES));
  return seal()
    .seal(text + padding, additionalData(binding))
    .toString("base64url");
}

/** Opens a sealed sign-in. Null for a value that was changed, made for another flow or browser, or is past its time. */
export function openChallenge(sealed: string, binding: SealBinding, nowSeconds: number): SignInState | null {
  const bytes = Buffer.from(sealed, "base64url");
  // Re-encoding refuses the many texts that decode to the same bytes.
  if (sealed.length > SEALED_CHARACTERS_MAX || bytes.toString("base64url") !== sealed) return null;
  const text = seal().open(bytes, additionalData(binding));
  if (text === null) return null;
  // A seal of ours may be older than the present form of what is inside.
  const state = SIGN_IN_STATE.safeParse(JSON.parse(text)).data ?? null;
  return state !== null && nowSeconds < state.expiresAtSeconds ? state : null;
}
