// A trader leaves. The pool forgets the account; the books stay, because what was booked stays booked.
import "server-only";
import * as z from "zod";

import { services } from "@/lib/server/services";
import { clearedSessionSetCookies } from "@/lib/server/session/cookies";
import { retireAddresses } from "@/lib/server/session/known-addresses";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { retireApiKeys } from "@/lib/server/session/retire-api-keys";
import { revokeEverySession } from "@/lib/server/session/revoke-every-session";

import { askCognito } from "../ask-cognito";
import { admitDeletion } from "../credential-gate";
import { defineOperation } from "../define-operation";
import { SHELL } from "../field-schemas";
import { requireShellOwner } from "../require-shell-owner";

/** Deletes the account on an approval, when nothing of value is left in it. Every session ends, and the address is free again. */
export const deleteUser = defineOperation({
  name: "DeleteUser",
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL }),
  perform: async ({ AccessToken }, exchange) => {
    const trader = await requireShellOwner(AccessToken, exchange);
    await admitDeletion(trader, exchange);
    await askCognito("DeleteUser", { AccessToken: trader.accessToken });
    const { sub, sessionId } = trader;
    await services().database.asTrader(sub, async (tx) => {
      await recordSecurityEvent(tx, { kind: "account_deleted", sub, sessionId }, exchange.nowSeconds);
      await retireAddresses(tx, sub, exchange.nowSeconds);
      await retireApiKeys(tx, exchange.nowSeconds);
      await revokeEverySession(tx, null, "session_revoked", exchange.nowSeconds);
    });
    exchange.setCookies.push(...clearedSessionSetCookies());
    return {};
  },
});
