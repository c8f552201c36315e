// Page script cannot read a token, but it can ride the session, and a passkey of its own would be a lasting foothold.
// So whatever changes a credential needs a recent sign-in. Deny by default stands in the allow-list; this is the second list.
import "server-only";
import { settings } from "@/lib/server/env";
import type { Trader } from "@/lib/server/session/trader";

import { stepUpRequired } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { noteOutcome } from "./note-outcome";

/** Operations that change how a trader signs in. */
export const CREDENTIAL_OPERATIONS: ReadonlySet<string> = new Set([
  "StartWebAuthnRegistration",
  "CompleteWebAuthnRegistration",
  "DeleteWebAuthnCredential",
  "AssociateSoftwareToken",
  "VerifySoftwareToken",
  "SetUserMFAPreference",
]);

/** Refuses a change of credentials when the sign-in is older than policy allows. `auth_time` does not move with a refresh. */
export function requireRecentSignIn(trader: Trader, exchange: Exchange): void {
  const ageSeconds = exchange.nowSeconds - trader.authTimeSeconds;
  if (!CREDENTIAL_OPERATIONS.has(exchange.operation) || ageSeconds <= settings().credentialChangeAgeSecondsMax) return;
  noteOutcome(exchange, "credential_change_refused", { sub: trader.sub, reason: "StepUpRequiredException" });
  throw stepUpRequired();
}
