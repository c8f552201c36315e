// Swaps a shell for the real token. The cookie is the proof; the shell only has to name the same session, so that a page which
// still shows another trader cannot act for the one who is signed in now.
import "server-only";
import { readAccessShell } from "@/lib/identity/read-shell";
import type { Trader } from "@/lib/server/session/trader";
import { resolveTrader } from "@/lib/server/session/resolve-trader";

import { CognitoException, invalidAccessToken, sessionEnded } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { noteOutcome } from "./note-outcome";

/** The trader of the verified cookie, when the shell names exactly that session. */
export async function requireShellOwner(shell: string, exchange: Exchange): Promise<Trader> {
  const trader = await resolveTrader(exchange.cookieHeader);
  if (!trader.ok) {
    throw trader.refusal.code === "session_expired"
      ? new CognitoException("NotAuthorizedException", "Access Token has expired")
      : sessionEnded();
  }
  const subject = readAccessShell(shell);
  if (subject?.sub === trader.value.sub && subject.originJti === trader.value.originJti) return trader.value;
  noteOutcome(exchange, "foreign_shell_refused", { sub: trader.value.sub });
  throw invalidAccessToken();
}
