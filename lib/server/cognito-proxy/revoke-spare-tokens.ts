// Ends tokens that the pool issued and that must not live: of a sign-in that became no session.
import "server-only";
import { callCognito } from "@/lib/server/cognito/call-cognito";
import { services } from "@/lib/server/services";
import { enqueueRevocation } from "@/lib/server/session/revocation-outbox";
import { sessionParts } from "@/lib/server/session/session-parts";

import { clientWithSecret } from "./ask-cognito";
import type { Exchange } from "./exchange";

/** Revokes the family of a refresh token at once, or puts it in line when the pool does not take it now. Never throws: these tokens reached nobody. */
export async function revokeSpareTokens(refreshToken: string, exchange: Exchange): Promise<void> {
  const revoked = await callCognito("RevokeToken", { ...clientWithSecret(), Token: refreshToken }).catch(() => null);
  if (revoked?.ok === true) return;
  const { database, log } = services();
  log.warn("spare_tokens_wait", { requestId: exchange.requestId, reason: revoked?.refusal.name ?? "outage" });
  await database
    .asService((tx) => enqueueRevocation(tx, sessionParts().outboxSeal, refreshToken, exchange.nowSeconds))
    .catch((cause: unknown) => log.error("spare_tokens_not_revoked", { requestId: exchange.requestId }, cause));
}
