// Starts the long wait of a recovery without a second factor. Password and mailbox are proven when this is called; every known address is told, each
// with a link that ends it.
import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { recoveryStanding, type RecoveryStanding } from "@/lib/recovery/judge-recovery";
import { queueMail } from "@/lib/server/mail/queue-mail";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { sayTime } from "@/lib/server/postgres/time-text";
import { services } from "@/lib/server/services";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { addressesToTell } from "@/lib/server/session/known-addresses";
import { useMailCode } from "./judge-mail-code";
import type { RecoveryParts } from "./recovery-parts";
import { endRecovery, insertRecovery, listRecoveries } from "./recovery-row";

const TOKEN_BYTES = 32;

/** Where the start came from, in the coarse form that is kept and told. */
export interface RecoveryOrigin {
  readonly sub: string;
  readonly device: string;
  readonly network: string;
}

/** The hash under which a cancel link is known. */
export const cancelTokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();

/**
 * Starts a recovery, or answers the standing of the one that is open: a second start changes nothing. Refuses when the mailed code was used in
 * the meantime. A dispute is answered and not started over.
 */
export async function startRecovery(
  origin: RecoveryOrigin,
  parts: RecoveryParts = services(),
): Promise<Result<{ readonly standing: RecoveryStanding; readonly hasStarted: boolean }, "code_used">> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(origin.sub, async (tx) => {
    await lockTrader(tx, "recovery", origin.sub);
    if (!(await useMailCode(tx, nowSeconds))) return refuse("code_used");
    const before = await listRecoveries(tx);
    const standing = recoveryStanding(before, nowSeconds);
    if (standing.state !== "none") return accept({ standing, hasStarted: false });
    for (const lapsed of before.filter(({ outcome }) => outcome === null)) await endRecovery(tx, lapsed.id, "lapsed", nowSeconds);
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    await insertRecovery(tx, { ...origin, id: randomUUID(), cancelTokenHash: cancelTokenHash(token) }, nowSeconds);
    const detail = { device: origin.device, network: origin.network };
    await recordSecurityEvent(tx, { kind: "recovery_started", sub: origin.sub, sessionId: null, detail }, nowSeconds);
    const started = recoveryStanding(await listRecoveries(tx), nowSeconds);
    if (started.state === "waiting")
      await tellEverybody(
        tx,
        origin,
        started.recovery.readyAtSeconds,
        `${parts.settings.appOrigin}/recover/cancel?token=${token}`,
        nowSeconds,
      );
    return accept({ standing: started, hasStarted: true });
  });
}

async function tellEverybody(
  tx: Transaction,
  origin: RecoveryOrigin,
  readyAtSeconds: number,
  link: string,
  nowSeconds: number,
): Promise<void> {
  const text = [
    "Somebody with your password and a code from your mailbox started to come back into your Holdfast account without a second factor,",
    `from ${origin.device}, network ${origin.network}.`,
    "",
    `Until ${sayTime(readyAtSeconds)} nothing happens. From then on they can come in; withdrawals and changes wait for three more days.`,
    "",
    "If this is you, there is nothing to do. If it is not, cancel it here. You need not sign in, and the link works once:",
    link,
    "",
    "Then replace your password.",
  ].join("\n");
  for (const to of await addressesToTell(tx, origin.sub, nowSeconds))
    await queueMail(tx, { to, subject: "Somebody is coming back into your Holdfast account", text }, nowSeconds);
}
