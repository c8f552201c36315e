// The words by which a trader tells our mail from a copy of it. Every trader has some from the first time anybody asks; they open nothing.
import "server-only";
import { randomInt } from "node:crypto";
import { PHRASE_WORDS } from "@/lib/notices/phrase-words";
import type { Transaction } from "@/lib/server/postgres/database";

const WORDS_OF_A_PHRASE = 3;

const drawPhrase = (): string => Array.from({ length: WORDS_OF_A_PHRASE }, () => PHRASE_WORDS[randomInt(PHRASE_WORDS.length)]).join(" ");

/** The phrase of the transaction's trader `sub`; drawn and kept at the first asking. Two askers at once get the same one. */
export async function ensurePhrase(tx: Transaction, sub: string, nowSeconds: number): Promise<string> {
  const kept = await findPhrase(tx, sub);
  if (kept !== null) return kept;
  const drawn = drawPhrase();
  await tx.query(
    "INSERT INTO holdfast.mail_phrases (sub, phrase, changed_at) VALUES ($1, $2, to_timestamp($3)) ON CONFLICT (sub) DO NOTHING",
    [sub, drawn, nowSeconds],
  );
  return (await findPhrase(tx, sub)) ?? drawn;
}

async function findPhrase(tx: Transaction, sub: string): Promise<string | null> {
  const [row] = await tx.query<{ phrase: string }>("SELECT phrase FROM holdfast.mail_phrases WHERE sub = $1", [sub]);
  return row?.phrase ?? null;
}

/** Keeps another phrase for the transaction's trader. It has been judged to be plain text of 3 to 60 characters. */
export async function replacePhrase(tx: Transaction, sub: string, phrase: string, nowSeconds: number): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.mail_phrases (sub, phrase, changed_at) VALUES ($1, $2, to_timestamp($3))
     ON CONFLICT (sub) DO UPDATE SET phrase = excluded.phrase, changed_at = excluded.changed_at`,
    [sub, phrase, nowSeconds],
  );
}
