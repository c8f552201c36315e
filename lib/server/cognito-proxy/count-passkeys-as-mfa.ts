// A passkey satisfies the pool's second factor only after the pool was told so, per trader. A failure here never costs the
// passkey: it is logged, and the next look at the list tries again.
import "server-only";
import { callCognito } from "@/lib/server/cognito/call-cognito";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";

import { isMfaSwitchOwed, noteMfaSwitched } from "./passkey-store";

/** Tells the pool, if it has not been told and this session may act, that this trader's passkeys count as a second factor. Never throws for the pool's sake. */
export async function countPasskeysAsMfa(
  trader: Trader,
  exchange: { readonly requestId: string; readonly nowSeconds: number },
): Promise<void> {
  const { database, log } = services();
  if (trader.readOnlyReason !== null) return;
  if (!(await isMfaSwitchOwed(database, trader.sub))) return;
  const answer = await callCognito("SetUserMFAPreference", {
    AccessToken: trader.accessToken,
    WebAuthnMfaSettings: { Enabled: true },
  }).catch(() => null);
  if (answer?.ok === true) await noteMfaSwitched(database, trader.sub, exchange.nowSeconds);
  else log.warn("passkey_mfa_switch_failed", { requestId: exchange.requestId, reason: answer?.refusal.name ?? "outage" });
}
