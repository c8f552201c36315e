// Whose account a recovery is about. The pool has said that the password is right for its account; our own table says which trader that is.
import "server-only";
import { services } from "@/lib/server/services";
import { findAccountByEmail } from "@/lib/server/session/known-addresses";

import type { SignInProgress } from "./sign-in-state";

/** A trader whose password has been proven in this sign-in. */
export interface RecoveringAccount {
  readonly sub: string;
  readonly email: string;
}

/** The account, or null for one that was never signed in here. An address that has changed hands at the pool names another account there. */
export async function findRecoveringAccount({ email, userId, factors }: SignInProgress): Promise<RecoveringAccount | null> {
  if (!factors.includes("password")) return null;
  const found = await services().database.asService((tx) => findAccountByEmail(tx, email));
  return found !== null && found.username === userId ? { sub: found.sub, email: found.email } : null;
}
