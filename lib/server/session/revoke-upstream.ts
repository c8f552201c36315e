// Tells the user pool that refresh tokens are dead (RevokeToken), from the outbox.
import "server-only";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { drainRevocations } from "./revocation-outbox";
import { sessionParts, type SessionParts } from "./session-parts";

// Upstream says "later" with these; every other refusal means that the token is not alive there.
const TRY_AGAIN = new Set(["TooManyRequestsException", "LimitExceededException", "InternalErrorException"]);

async function revoke(parts: SessionParts, refreshToken: string): Promise<boolean> {
  const { clientId, clientSecret } = parts.settings.pool;
  try {
    const answer = await parts.callCognito("RevokeToken", { Token: refreshToken, ClientId: clientId, ClientSecret: clientSecret.reveal() });
    return answer.ok || !TRY_AGAIN.has(answer.refusal.name);
  } catch (error) {
    if (error instanceof UnavailableError) return false;
    throw error;
  }
}

/** Works off what is due in the outbox; meant for after a response. An outage leaves the rows for the next time and is only logged. */
export async function revokeUpstream(parts: SessionParts = sessionParts()): Promise<void> {
  try {
    const done = await drainRevocations(
      { ...parts, seal: parts.outboxSeal, revoke: (token) => revoke(parts, token) },
      parts.clock.nowSeconds(),
    );
    if (done > 0) parts.log.info("revoked_upstream", { count: done });
  } catch (error) {
    parts.log.warn("revocation_outbox_waits", { cause: error instanceof Error ? error.name : "unknown" });
  }
}
