// What a session that stands on a recovery does as it opens, in one transaction with it: the proof is used up, every other session ends, and this one
// may set up one new second factor. So of many at once one opens, and a session that did not open costs nothing.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { settings } from "@/lib/server/env";
import { useMailCode } from "@/lib/server/recovery/judge-mail-code";
import { useRecoveryCode } from "@/lib/server/recovery/judge-recovery-code";
import { completeRecovery, isOfDesk } from "@/lib/server/recovery/recovery-row";
import { countRecoveryCodes } from "@/lib/server/recovery/count-recovery-codes";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { revokeSession } from "@/lib/server/session/revoke-session";

import { recoveryCodeRefused, recoveryEnded } from "./cognito-exception";
import { openTicket } from "./credential-tickets";
import type { SignInProgress } from "./sign-in-state";

/** The session that is being opened. */
interface Opening {
  readonly sub: string;
  readonly sessionId: string;
}

/** Settles a recovery in the transaction of the session's opening; nothing for any other sign-in. Throws CognitoException when somebody was faster. */
export async function settleRecovery(tx: Transaction, opening: Opening, progress: SignInProgress, nowSeconds: number): Promise<void> {
  const { factors, recoveryId } = progress;
  if (factors.includes("recovery_code")) await useUpCode(tx, opening, recoveryId ?? "", nowSeconds);
  else if (factors.includes("delayed_recovery")) await complete(tx, opening, recoveryId ?? "", nowSeconds);
  else return;
  const others = await tx.query<{ id: string }>(
    "SELECT id FROM holdfast.sessions WHERE revoked_at IS NULL AND id <> $1 ORDER BY id FOR UPDATE",
    [opening.sessionId],
  );
  for (const { id } of others) await revokeSession(tx, { id }, "session_revoked", nowSeconds);
  await openTicket(tx, opening, "RecoveryEnrolment", nowSeconds, settings().credentialChangeAgeSecondsMax);
}

async function useUpCode(tx: Transaction, { sub, sessionId }: Opening, id: string, nowSeconds: number): Promise<void> {
  if (!(await useRecoveryCode(tx, id, nowSeconds))) throw recoveryCodeRefused();
  const left = (await countRecoveryCodes(tx))?.left ?? 0;
  await recordSecurityEvent(tx, { kind: "recovery_code_used", sub, sessionId, detail: { left } }, nowSeconds);
}

async function complete(tx: Transaction, { sub, sessionId }: Opening, id: string, nowSeconds: number): Promise<void> {
  if (!(await completeRecovery(tx, id, nowSeconds)) || !(await useMailCode(tx, nowSeconds))) throw recoveryEnded();
  await recordSecurityEvent(tx, { kind: "recovery_completed", sub, sessionId }, nowSeconds);
  if (await isOfDesk(tx, id))
    await openTicket(tx, { sub, sessionId }, "FrozenEnrolment", nowSeconds, settings().credentialChangeAgeSecondsMax);
}
