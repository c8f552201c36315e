// Swaps a shell for the operator's real token. The cookie is the proof; the shell only has to name the same session.
import "server-only";
import { readAccessShell } from "@/lib/identity/read-shell";
import type { SignedInOperator } from "@/lib/server/operators/operator";
import { resolveOperator } from "@/lib/server/operators/resolve-operator";

import { CognitoException, invalidAccessToken, sessionEnded } from "../cognito-exception";
import type { Exchange } from "../exchange";
import { noteOutcome } from "../note-outcome";

/** The operator of the verified cookie, when the shell names exactly that session. */
export async function requireShellOperator(shell: string, exchange: Exchange): Promise<SignedInOperator> {
  const operator = await resolveOperator(exchange.cookieHeader);
  if (!operator.ok) {
    throw operator.refusal.code === "session_expired"
      ? new CognitoException("NotAuthorizedException", "Access Token has expired")
      : sessionEnded();
  }
  const subject = readAccessShell(shell);
  if (subject?.sub === operator.value.sub && subject.originJti === operator.value.originJti) return operator.value;
  noteOutcome(exchange, "foreign_shell_refused", { sub: operator.value.sub });
  throw invalidAccessToken();
}
