// The end of a sign-in that was unusual: whatever way it went, it opens a session only in a browser that has answered the extra step, and once.
import "server-only";
import { isWayBack } from "@/lib/identity/factor";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";

import { unusualSignIn } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { forgetFailures } from "./failed-guesses";
import { holdsPass, takePass } from "./sign-in-passes";
import type { SignInProgress } from "./sign-in-state";
import { suspectSignIn } from "./suspect-sign-in";

/** What the judgement of the end came to. */
export interface SignInEnd {
  /** Whether this sign-in has also shown the account's mailbox. */
  readonly isMailboxShown: boolean;
  /** Belongs into the transaction that opens the session; throws UnusualSignInException when the pass was used in the meantime. */
  settle(tx: Transaction): Promise<void>;
}

/**
 * Judges once more, because much can have happened since the first step, and not every way leads by the extra one. Throws UnusualSignInException. A way
 * back has a proof of its own in place of this.
 */
export async function judgeSignInEnd({ email, factors }: SignInProgress, exchange: Exchange): Promise<SignInEnd> {
  if (isWayBack(factors)) return { isMailboxShown: factors.includes("delayed_recovery"), settle: async () => undefined };
  const hasPass = await services().database.asService((tx) => holdsPass(tx, email, exchange));
  const suspicions = hasPass ? [] : await suspectSignIn(email, factors.includes("passkey") ? "passkey" : "password", exchange);
  if (suspicions.length > 0) throw unusualSignIn();
  return {
    isMailboxShown: hasPass,
    settle: async (tx) => {
      if (!hasPass) return;
      if (!(await takePass(tx, email, exchange))) throw unusualSignIn();
      await forgetFailures(tx, email);
    },
  };
}
