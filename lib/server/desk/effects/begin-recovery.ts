// A recovery on the word of two operators instead of a mailed code. It waits as long as any, is told to as many, and ends by the same press; whoever
// completes it still needs the password and a code from the mailbox.
import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import type { Transaction } from "@/lib/server/postgres/database";
import { sayTime } from "@/lib/server/postgres/time-text";
import { insertRecovery } from "@/lib/server/recovery/recovery-row";
import { cancelTokenHash } from "@/lib/server/recovery/start-recovery";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { RequestRow } from "../request-row";
import type { SupportParts } from "../support-parts";

const TOKEN_BYTES = 32;
const STARTED_BY = "the support desk";

/** Starts the wait and has every known address told, with a link that ends it. */
export async function beginRecovery(
  tx: Transaction,
  { id: deskRequestId, trader }: RequestRow,
  { settings }: Pick<SupportParts, "settings">,
  nowSeconds: number,
): Promise<void> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const origin = { device: STARTED_BY, network: "" };
  await insertRecovery(
    tx,
    { id: randomUUID(), sub: trader, ...origin, cancelTokenHash: cancelTokenHash(token), deskRequestId },
    nowSeconds,
  );
  const detail = { ...origin, request: deskRequestId };
  await recordSecurityEvent(tx, { kind: "recovery_started", sub: trader, sessionId: null, detail }, nowSeconds);
  const link = `${settings.appOrigin}/recover/cancel?token=${token}`;
  await tx.query("SELECT holdfast.mail_every_address($1, $2, $3, to_timestamp($4))", [
    ...[trader, "Somebody is coming back into your Holdfast account", mailText(nowSeconds, link), nowSeconds],
  ]);
}

const mailText = (nowSeconds: number, link: string): string =>
  [
    "Two people at our support desk let somebody start to come back into your Holdfast account without a second factor.",
    "",
    `Until ${sayTime(nowSeconds + RECOVERY_WAIT_SECONDS)} nothing happens. From then on they can come in with your password and a code from your mailbox;`,
    "withdrawals and changes wait for three more days.",
    "",
    "If this is you, there is nothing to do. If it is not, cancel it here. You need not sign in, and the link works once:",
    link,
    "",
    "Then replace your password.",
  ].join("\n");
