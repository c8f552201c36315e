// Codes that are mailed for a suspicious sign-in. They belong to the account and not to one attempt, so that late mail and a reloaded page lose nothing.
import "server-only";
import { randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { SUSPICION_CODE_SECONDS, SUSPICION_RESEND_SECONDS } from "@/lib/policy/sign-in-risk";
import { queueMail } from "@/lib/server/mail/queue-mail";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";

import { keyedName } from "./derive-key";
import { countUse } from "./rate-limiter";
import { suspicionMail, type SuspiciousAttempt } from "./suspicion-mail";

const DIGITS = 8;
const accountKey = (email: string): Buffer => keyedName("suspicion-account", email);
const codeHash = (email: string, code: string): Buffer => keyedName("suspicion-code", `${email}:${code.replace(/\s/g, "")}`);

/** Queues one more code to the address, whose password was just proven. Refuses shortly after the last one, and beyond the hour's limit. */
export async function mailSuspicionCode(
  attempt: SuspiciousAttempt,
  nowSeconds: number,
): Promise<Result<null, { readonly retryAfterSeconds: number }>> {
  const { database } = services();
  const { email } = attempt;
  const [last] = await database.asService((tx) =>
    tx.query<{ seconds: number }>(
      "SELECT extract(epoch FROM max(sent_at))::int AS seconds FROM holdfast.suspicion_codes WHERE account_key = $1 HAVING count(*) > 0",
      [accountKey(email)],
    ),
  );
  const waitSeconds = last === undefined ? 0 : last.seconds + SUSPICION_RESEND_SECONDS - nowSeconds;
  if (waitSeconds > 0) return refuse({ retryAfterSeconds: waitSeconds });
  const limit = await countUse(database, { purpose: "suspicion-mail", name: email, nowSeconds });
  if (!limit.ok) return refuse(limit.refusal);
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, "0");
  await database.asService(async (tx) => {
    await tx.query("DELETE FROM holdfast.suspicion_codes WHERE account_key = $1 AND expires_at <= to_timestamp($2)", [
      accountKey(email),
      nowSeconds,
    ]);
    await tx.query(
      `INSERT INTO holdfast.suspicion_codes (id, account_key, code_hash, sent_at, expires_at)
       VALUES ($1, $2, $3, to_timestamp($4), to_timestamp($5))`,
      [randomUUID(), accountKey(email), codeHash(email, code), nowSeconds, nowSeconds + SUSPICION_CODE_SECONDS],
    );
    await queueMail(tx, suspicionMail(attempt, code), nowSeconds);
  });
  return accept(null);
}

/** Whether a code is on its way or there, so that one can be typed. */
export async function hasLiveCode(tx: Transaction, email: string, nowSeconds: number): Promise<boolean> {
  return (await liveHashes(tx, email, nowSeconds)).length > 0;
}

/** Whether the code is one that works now. Compared in a time that does not tell how much of it is right. */
export async function isLiveCode(tx: Transaction, email: string, typed: string, nowSeconds: number): Promise<boolean> {
  const given = codeHash(email, typed);
  return (await liveHashes(tx, email, nowSeconds)).filter((hash) => timingSafeEqual(hash, given)).length > 0;
}

async function liveHashes(tx: Transaction, email: string, nowSeconds: number): Promise<readonly Buffer[]> {
  const rows = await tx.query<{ code_hash: Buffer }>(
    "SELECT code_hash FROM holdfast.suspicion_codes WHERE account_key = $1 AND expires_at > to_timestamp($2)",
    [accountKey(email), nowSeconds],
  );
  return rows.map(({ code_hash }) => code_hash);
}

/** Uses the code up, and every other one of the account with it. False when it was used in the meantime: of many at once, one is true. */
export async function useSuspicionCode(tx: Transaction, email: string, typed: string, nowSeconds: number): Promise<boolean> {
  const used = await tx.query<{ code_hash: Buffer; is_live: boolean }>(
    "DELETE FROM holdfast.suspicion_codes WHERE account_key = $1 RETURNING code_hash, expires_at > to_timestamp($2) AS is_live",
    [accountKey(email), nowSeconds],
  );
  const given = codeHash(email, typed);
  return used.some((code) => code.is_live && timingSafeEqual(code.code_hash, given));
}
