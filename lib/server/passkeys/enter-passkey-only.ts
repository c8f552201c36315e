// From here on the account is opened by its passkeys and by nothing else.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { closeWay } from "@/lib/server/session/closed-ways";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { revokeSession } from "@/lib/server/session/revoke-session";
import { sessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { listedCredentialIds } from "@/lib/server/step-up/approval-keys";
import { PASSKEY_ONLY_PASSKEYS_MIN, SELF } from "@/lib/server/step-up/credential-act";
import type { Transaction } from "@/lib/server/postgres/database";
import { idsThatStay, listPasskeyRows } from "./passkey-row";
import type { PasskeyParts } from "./passkey-parts";
import { useApproval } from "./use-approval";

/**
 * Closes password, authenticator and ways back, and ends the trader's other sessions that came by them; a leaving that waits is undone. Throws
 * RefusalError, and then nothing has changed: `passkeys_missing` with fewer than two own passkeys that the pool lists, and what using the grant
 * refuses.
 */
export async function enterPasskeyOnly(trader: Trader, grantId: string | undefined, parts: PasskeyParts = sessionParts()): Promise<void> {
  const listed = await listedCredentialIds(trader, parts);
  const nowSeconds = parts.clock.nowSeconds();
  await parts.database.asTrader(trader.sub, async (tx) => {
    // A removal at the same moment must see that two have to stay, or this one that only one is left.
    await lockTrader(tx, "passkeys", trader.sub);
    const staying = idsThatStay(await listPasskeyRows(tx), listed, nowSeconds);
    if (staying.length < PASSKEY_ONLY_PASSKEYS_MIN) throw new RefusalError({ code: "passkeys_missing" });
    await useApproval(tx, trader, { purpose: "passkey_only_enter", subjectId: SELF }, grantId, nowSeconds);
    await closeWay(tx, trader.sub, "password", nowSeconds);
    await recordSecurityEvent(tx, { kind: "passkey_only_entered", sub: trader.sub, sessionId: trader.sessionId }, nowSeconds);
    await endSessionsByPassword(tx, trader.sessionId, nowSeconds);
  });
}

/** Whoever came by a way that is closed now is shown out; the session that approved this by a passkey stays. */
async function endSessionsByPassword(tx: Transaction, ownId: string, nowSeconds: number): Promise<void> {
  const others = await tx.query<{ id: string }>(
    "SELECT id FROM holdfast.sessions WHERE revoked_at IS NULL AND id <> $1 AND NOT 'passkey' = ANY (factors) ORDER BY id FOR UPDATE",
    [ownId],
  );
  for (const { id } of others) await revokeSession(tx, { id }, "session_revoked", nowSeconds);
}
