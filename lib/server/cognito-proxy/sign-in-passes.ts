// A browser that has shown the mailbox of an account: for some minutes its sign-in to that account is asked for nothing more. A pass opens nothing
// and stands for no factor; it only spares the same question twice.
import "server-only";
import { SUSPICION_CODE_SECONDS } from "@/lib/policy/sign-in-risk";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";
import { deviceHashOf, deviceTokenFor, deviceTokenHash } from "@/lib/server/session/known-devices";
import { passDeviceSetCookie } from "@/lib/server/session/cookies";

import { keyedName } from "./derive-key";
import type { Exchange } from "./exchange";

const keyOf = (email: string): Buffer => keyedName("sign-in-pass", email);

/** Makes ready to give this browser a pass: the row to be written in the caller's transaction, and then the cookie. */
export async function preparePass(email: string, exchange: Exchange): Promise<(tx: Transaction) => Promise<void>> {
  const { database } = services();
  const token = await deviceTokenFor(database, exchange.cookieHeader, exchange.nowSeconds);
  const isKnown = deviceHashOf(exchange.cookieHeader)?.equals(deviceTokenHash(token)) === true;
  return async (tx) => {
    await tx.query("DELETE FROM holdfast.sign_in_passes WHERE expires_at <= to_timestamp($1)", [exchange.nowSeconds]);
    await tx.query(
      `INSERT INTO holdfast.sign_in_passes (account_key, token_hash, expires_at) VALUES ($1, $2, to_timestamp($3))
       ON CONFLICT (account_key, token_hash) DO UPDATE SET expires_at = excluded.expires_at`,
      [keyOf(email), deviceTokenHash(token), exchange.nowSeconds + SUSPICION_CODE_SECONDS],
    );
    // A browser that is known already keeps its cookie as long as before.
    if (!isKnown) exchange.setCookies.push(passDeviceSetCookie(token));
  };
}

/** Whether this browser may finish a sign-in to the account without being asked again. */
export async function holdsPass(tx: Transaction, email: string, { cookieHeader, nowSeconds }: Exchange): Promise<boolean> {
  const hash = deviceHashOf(cookieHeader);
  if (hash === null) return false;
  const rows = await tx.query(
    "SELECT FROM holdfast.sign_in_passes WHERE account_key = $1 AND token_hash = $2 AND expires_at > to_timestamp($3)",
    [keyOf(email), hash, nowSeconds],
  );
  return rows.length > 0;
}

/** Uses the pass up. False when somebody was faster: of many at once, one is true. */
export async function takePass(tx: Transaction, email: string, { cookieHeader, nowSeconds }: Exchange): Promise<boolean> {
  const taken = await tx.query(
    "DELETE FROM holdfast.sign_in_passes WHERE account_key = $1 AND token_hash = $2 AND expires_at > to_timestamp($3) RETURNING token_hash",
    [keyOf(email), deviceHashOf(cookieHeader), nowSeconds],
  );
  return taken.length === 1;
}
