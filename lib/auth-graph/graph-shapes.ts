// What the auth graph is made of.
import type { RefusalCode } from "@/lib/contracts/refusal";
import type { SignInStepName } from "@/lib/contracts/sign-in-steps";

/** What somebody may hold of an account. `session` is a stolen or borrowed live session. A passkey counts with its holder's verification. */
export const HOLDINGS = ["password", "totp", "passkey", "mailbox", "recovery_code", "session"] as const;

export type Holding = (typeof HOLDINGS)[number];

/** Where a trader can stand. `screens` are the pages of the route manifest on which it is seen. */
export interface State {
  readonly title: string;
  readonly area: "signed out" | "coming back" | "signed in" | "approving";
  readonly screens: readonly string[];
}

/** One way from a state to a state. */
export interface Edge<StateName extends string = string> {
  readonly from: StateName;
  readonly to: StateName;
  /** What happens, in a few words. */
  readonly by: string;
  /** What whoever takes it must hold; nothing when anybody can. */
  readonly needs?: readonly Holding[];
  /** What it leaves in the hands of whoever takes it. */
  readonly gives?: readonly Holding[];
  /** It passes only after a wait of which the owner is told, and which the owner can stop. */
  readonly isWait?: true;
  /** The product's refusal codes that are this edge. */
  readonly codes?: readonly RefusalCode[];
  /** The exceptions of the Cognito protocol that are this edge. */
  readonly exceptions?: readonly string[];
  /** The steps of Amplify's sign-in that are this edge. */
  readonly steps?: readonly SignInStepName[];
}
