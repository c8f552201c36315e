// Judges a sign-in by what is known of account and browser. It is asked before a password is judged, so it asks the same of an address that nobody has.
import "server-only";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { judgeSignInRisk, type SignInAttempt, type SignInHistory } from "@/lib/identity/judge-sign-in-risk";
import { SIGN_IN_RISK, type Suspicion } from "@/lib/policy/sign-in-risk";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";
import { findAccountByEmail } from "@/lib/server/session/known-addresses";
import { browserStandingAt } from "@/lib/server/session/known-devices";

import { pseudonym } from "./derive-key";
import type { Exchange } from "./exchange";
import { countFailures } from "./failed-guesses";
import { holdsPass } from "./sign-in-passes";

type AccountPast = Pick<SignInHistory, "recoveredAtSeconds" | "lastSeenAtSeconds" | "networks">;

// Every recovery and every reset starts a hold, so the holds say when the newest was.
const PAST = `
  SELECT (SELECT extract(epoch FROM max(started_at))::float8 FROM holdfast.withdrawal_holds
           WHERE reason IN ('password_reset', 'recovery_code', 'delayed_recovery')) AS "recoveredAtSeconds",
         (SELECT extract(epoch FROM max(last_seen_at))::float8 FROM holdfast.sessions) AS "lastSeenAtSeconds",
         ARRAY(SELECT DISTINCT network FROM holdfast.sessions WHERE last_seen_at > to_timestamp($1)) AS networks`;

async function readPast(tx: Transaction, nowSeconds: number): Promise<AccountPast> {
  const [past] = await tx.query<AccountPast>(PAST, [nowSeconds - SIGN_IN_RISK.networkWindowSeconds]);
  return past ?? { recoveredAtSeconds: null, lastSeenAtSeconds: null, networks: [] };
}

/** Why the sign-in is suspicious; empty for an ordinary one, and for a browser that has answered for this account in the last minutes. */
export async function suspectSignIn(email: string, by: SignInAttempt["by"], exchange: Exchange): Promise<readonly Suspicion[]> {
  const { database } = services();
  const { nowSeconds, cookieHeader } = exchange;
  const known = await database.asService(async (tx) => ({
    account: await findAccountByEmail(tx, email),
    failures: await countFailures(tx, email, nowSeconds),
    browser: await browserStandingAt(tx, cookieHeader, email, nowSeconds),
    hasPass: await holdsPass(tx, email, exchange),
  }));
  // The look-up is made for an address that nobody has too; that name has no rows.
  const sub = known.account?.sub ?? pseudonym("no-account", email);
  const past = await database.asTrader(sub, (tx) => readPast(tx, nowSeconds));
  if (known.hasPass) return [];
  const { knownSinceSeconds: browserKnownSinceSeconds, mailboxShownAtSeconds } = known.browser;
  const history = { ...past, failures: known.failures, browserKnownSinceSeconds, mailboxShownAtSeconds };
  return judgeSignInRisk(history, { by, network: coarseNetwork(exchange.clientAddress ?? "unknown"), nowSeconds });
}
