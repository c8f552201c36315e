// The link in a notice that freezes an account. Its token is random and kept as a hash only; holding one proves nothing but that somebody read
// that mail, and freezing is the only thing that it is good for.
import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/server/postgres/database";

/** Seconds for which a link works: long enough for a mail that is read late. */
export const FREEZE_LINK_SECONDS = 30 * 24 * 60 * 60;

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Makes a link's token for the transaction's trader (the worker's, when it writes a notice). */
export async function makeFreezeToken(tx: Transaction, sub: string, nowSeconds: number): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  await tx.query(
    "INSERT INTO holdfast.freeze_links (token_hash, sub, made_at, expires_at) VALUES ($1, $2, to_timestamp($3), to_timestamp($4))",
    [hashOf(token), sub, nowSeconds, nowSeconds + FREEZE_LINK_SECONDS],
  );
  return token;
}

/** Whose link this is, or null for one that is unknown, past its thirty days or no token at all. In a transaction without a trader. */
export async function findFreezeLink(tx: Transaction, token: string, nowSeconds: number): Promise<string | null> {
  if (!TOKEN.test(token)) return null;
  const [row] = await tx.query<{ sub: string }>(
    "SELECT sub FROM holdfast.freeze_links WHERE token_hash = $1 AND expires_at > to_timestamp($2)",
    [hashOf(token), nowSeconds],
  );
  return row?.sub ?? null;
}
