// A code to the trader's mailbox, the second of the two things that a recovery without a second factor starts and ends with.
import "server-only";
import { randomInt } from "node:crypto";
import { refuse, type Result } from "@/lib/ground/result";
import { RECOVERY_MAIL_CODE_SECONDS } from "@/lib/policy/account-policy";
import { queueMail } from "@/lib/server/mail/queue-mail";
import type { Database } from "@/lib/server/postgres/database";
import { reserveAttempt } from "./recovery-attempts";

const DIGITS = 8;
const FIELD = 10 ** DIGITS;

/** Queues a mail with a fresh code; an older one is worthless from now on. `hashOf` keys the hash. Refuses when too many were sent today. */
export async function mailRecoveryCode(
  database: Database,
  { sub, email }: { readonly sub: string; readonly email: string },
  hashOf: (code: string) => Uint8Array,
  nowSeconds: number,
): Promise<Result<null, { readonly retryAfterSeconds: number }>> {
  const code = String(randomInt(FIELD)).padStart(DIGITS, "0");
  return database.asTrader(sub, async (tx) => {
    const reserved = await reserveAttempt(tx, sub, "mail", nowSeconds);
    if (!reserved.ok) return refuse(reserved.refusal);
    await tx.query(
      `INSERT INTO holdfast.recovery_mail_codes (sub, code_hash, sent_at, expires_at) VALUES ($1, $2, to_timestamp($3), to_timestamp($4))
       ON CONFLICT (sub) DO UPDATE
         SET code_hash = excluded.code_hash, sent_at = excluded.sent_at, expires_at = excluded.expires_at, used_at = NULL`,
      [sub, hashOf(code), nowSeconds, nowSeconds + RECOVERY_MAIL_CODE_SECONDS],
    );
    await queueMail(tx, { to: email, ...mailOf(code) }, nowSeconds);
    return reserved;
  });
}

const mailOf = (code: string): { readonly subject: string; readonly text: string } => ({
  subject: "Your code to come back into Holdfast",
  text: [
    `Your code is ${code}. It works for ${RECOVERY_MAIL_CODE_SECONDS / 60} minutes.`,
    "",
    "Somebody with your password asked for it, to come back into your account without a second factor.",
    "If that was not you, do not pass it on, and replace your password.",
  ].join("\n"),
});
