// An account that signs in by passkeys only answers every other way as it would answer a stranger: nobody learns of the mode by trying. So what is
// refused is refused by the pool itself, in its own words and time, because what reaches it is bent so that it cannot be right.
import "server-only";
import { randomBytes } from "node:crypto";
import { services } from "@/lib/server/services";
import { isPasskeyOnly, isPasswordClosed, listClosedWays, listClosedWaysByEmail, type ClosedWay } from "@/lib/server/session/closed-ways";

import { passkeyRequired, sessionExpired } from "./cognito-exception";
import { pseudonym } from "./derive-key";
import type { Exchange } from "./exchange";

const closedWaysOf = (email: string, exchange: Exchange): Promise<readonly ClosedWay[]> =>
  services().database.asService((tx) => listClosedWaysByEmail(tx, email, exchange.nowSeconds));

/** Whether password, codes and ways back are closed for the account of this address; false for an address that nobody has. */
export const isPasskeyOnlyAccount = async (email: string, exchange: Exchange): Promise<boolean> =>
  isPasskeyOnly(await closedWaysOf(email, exchange));

/**
 * The name to ask the pool for where a way back begins or a code of it is tried: the address itself, or for a passkey-only account one that nobody
 * has, always the same. The pool then takes a stranger's path, mails nothing, and answers what a stranger gets.
 */
export async function nameForPasswordWays(email: string, exchange: Exchange): Promise<string> {
  return (await isPasskeyOnlyAccount(email, exchange)) ? `${pseudonym("passkey-only", email)}@invalid.invalid` : email;
}

/** The proof of a password as the pool may judge it: the trader's own, or for a passkey-only account one that cannot be right. */
export async function passwordProofFor(email: string, signature: string, exchange: Exchange): Promise<string> {
  return (await isPasskeyOnlyAccount(email, exchange)) ? randomBytes(32).toString("base64") : signature;
}

/**
 * Refuses to go on with a way in that began before the account became passkey-only. For every step that is judged here and not by the pool, such as
 * one of a recovery; the answer is Cognito's own for a step that is too old.
 */
export async function refusePasswordWays(email: string, exchange: Exchange): Promise<void> {
  if (await isPasskeyOnlyAccount(email, exchange)) throw sessionExpired();
}

/** Refuses codes and set-up of an authenticator likewise, and also for an account whose authenticator was removed: PasskeyRequiredException. */
export async function refuseAuthenticatorSteps(email: string, exchange: Exchange): Promise<void> {
  const closed = await closedWaysOf(email, exchange);
  if (isPasskeyOnly(closed)) throw sessionExpired();
  if (closed.some(({ way }) => way === "authenticator")) throw passkeyRequired();
}

/** Whether password and code approve nothing for this trader now. */
export async function isPasswordProofClosed(sub: string, { nowSeconds }: Exchange): Promise<boolean> {
  return isPasswordClosed(await services().database.asTrader(sub, (tx) => listClosedWays(tx, nowSeconds)));
}
