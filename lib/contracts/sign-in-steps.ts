// Every step that the installed Amplify can ask for next, and which screen answers it. The Record is exhaustive over Amplify's own
// union, so an upgrade that brings a new step does not compile until somebody has decided what the trader sees.
import type { SignInOutput } from "aws-amplify/auth";

/** The name of a step, exactly as Amplify's type union spells it. */
export type SignInStepName = SignInOutput["nextStep"]["signInStep"];

/** How a step looks: signed in, a code to type, a choice, a secret to type, an enrolment, or a sentence where we offer no such step. */
export type SignInStepScreen =
  | { readonly kind: "done" }
  | { readonly kind: "code"; readonly title: string; readonly label: string; readonly help: string }
  | { readonly kind: "confirm_email" }
  | { readonly kind: "enrol_authenticator" }
  | { readonly kind: "password"; readonly title: string; readonly autoComplete: "current-password" | "new-password"; readonly help: string }
  | { readonly kind: "choose_factor" }
  | { readonly kind: "choose_code_source" }
  | { readonly kind: "choose_enrolment" }
  | { readonly kind: "unusual" }
  | { readonly kind: "sentence"; readonly code: string; readonly happened: string; readonly next: string };

/** The screen of each step. Steps that our pool never asks for still have an honest sentence. */
export const SIGN_IN_STEPS = {
  DONE: { kind: "done" },
  CONFIRM_SIGN_IN_WITH_TOTP_CODE: {
    kind: "code",
    title: "Enter your code",
    label: "Authentication code",
    help: "The six digits your authenticator app shows for Holdfast now.",
  },
  CONTINUE_SIGN_IN_WITH_TOTP_SETUP: { kind: "enrol_authenticator" },
  CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION: { kind: "choose_factor" },
  CONFIRM_SIGN_IN_WITH_PASSWORD: {
    kind: "password",
    title: "Enter your password",
    autoComplete: "current-password",
    help: "It never leaves this browser; we only check a proof of it.",
  },
  CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED: {
    kind: "password",
    title: "Choose a new password",
    autoComplete: "new-password",
    help: "The one you used was temporary. Use at least 12 characters.",
  },
  CONFIRM_SIGN_UP: { kind: "confirm_email" },
  CONTINUE_SIGN_IN_WITH_MFA_SELECTION: { kind: "choose_code_source" },
  CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION: { kind: "choose_enrolment" },
  CONFIRM_SIGN_IN_WITH_EMAIL_CODE: {
    kind: "code",
    title: "Enter the code from the email",
    label: "Code from the email",
    help: "We have just sent it. It works for a few minutes.",
  },
  CONFIRM_SIGN_IN_WITH_SMS_CODE: {
    kind: "code",
    title: "Enter the code from the message",
    label: "Code from the text message",
    help: "We have just sent it. It works for a few minutes.",
  },
  RESET_PASSWORD: {
    kind: "sentence",
    code: "password_reset_required",
    happened: "This password has to be replaced before it works again.",
    next: "Sign in with your passkey, or replace it: I cannot sign in, then I forgot my password.",
  },
  CONTINUE_SIGN_IN_WITH_EMAIL_SETUP: {
    kind: "sentence",
    code: "email_factor_not_offered",
    happened: "This account asks for codes by email, which Holdfast does not use.",
    next: "Ask support to switch it to an authenticator app; give them this code.",
  },
  CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE: { kind: "unusual" },
} as const satisfies Record<SignInStepName, SignInStepScreen>;

/** The screen for a step; the type makes a missing one a compile error. */
export const screenOf = (step: SignInStepName): SignInStepScreen => SIGN_IN_STEPS[step];
