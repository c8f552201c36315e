// A new password for a signed-in trader who knows the old one. Both pass through here in clear, because the pool has no other form of this call:
// they are forwarded, kept nowhere and logged by nothing.
import "server-only";
import * as z from "zod";

import { services } from "@/lib/server/services";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { revokeEverySession } from "@/lib/server/session/revoke-every-session";

import { wrongOldPassword, CognitoException } from "../cognito-exception";
import { admitPasswordChange, refuseReadOnly } from "../credential-gate";
import { spendTicket } from "../credential-tickets";
import { defineOperation } from "../define-operation";
import { PASSWORD, SHELL } from "../field-schemas";
import { guess, refuseWhileLocked } from "../guess";
import { requireEmail } from "../require-email";
import { requireLongEnough } from "../require-long-enough";
import { requireShellOwner } from "../require-shell-owner";

/** Changes the password on an approval. The old one is a guess and is counted with those of sign-in. Every other session of the trader ends. */
export const changePassword = defineOperation({
  name: "ChangePassword",
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL, PreviousPassword: PASSWORD, ProposedPassword: PASSWORD }),
  perform: async ({ AccessToken, PreviousPassword, ProposedPassword }, exchange) => {
    const trader = await requireShellOwner(AccessToken, exchange);
    refuseReadOnly(trader, exchange);
    requireLongEnough(ProposedPassword);
    const subject = { email: requireEmail(trader.email), purpose: "password", sub: trader.sub } as const;
    await refuseWhileLocked(subject, exchange);
    await admitPasswordChange(trader, exchange);
    const body = { AccessToken: trader.accessToken, PreviousPassword, ProposedPassword };
    await guess(subject, { operation: "ChangePassword", body }, exchange).catch((refusal: unknown) => {
      throw refusal instanceof CognitoException && refusal.name === "NotAuthorizedException" ? wrongOldPassword() : refusal;
    });
    await services().database.asTrader(trader.sub, async (tx) => {
      await spendTicket(tx, trader, "ChangePassword");
      await revokeEverySession(tx, trader.sessionId, "session_revoked", exchange.nowSeconds);
      const { sub, sessionId } = trader;
      await recordSecurityEvent(tx, { kind: "password_changed", sub, sessionId }, exchange.nowSeconds);
    });
    return {};
  },
});
