// Page script cannot read a token, but it can ride the session, and a credential of its own would be a lasting foothold. So whatever changes a
// credential needs an approval of that very change, used up before the pool is asked. Cognito's protocol has no room for a grant's id, so the
// gate looks for the one that this session has armed. Deny by default stands in the allow-list; this is the second list.
import "server-only";
import { services } from "@/lib/server/services";
import type { Transaction } from "@/lib/server/postgres/database";
import type { Trader } from "@/lib/server/session/trader";
import { consumeGrant } from "@/lib/server/step-up/consume-grant";
import { CREDENTIAL_ACTS, SELF, type CredentialPurpose } from "@/lib/server/step-up/credential-act";
import { findArmedGrant } from "@/lib/server/step-up/find-armed-grant";

import { accountFrozen, type CognitoException, readOnlySession, sessionStale, stepUpRequired } from "./cognito-exception";
import { holdsTicket, openTicket, type TicketedOperation } from "./credential-tickets";
import type { Exchange } from "./exchange";
import { hasOwnPasskey, isFirstEnrolment } from "./first-enrolment";
import { noteOutcome } from "./note-outcome";

/** A change of credentials, by the names that a grant carries. */
interface CredentialAct {
  readonly purpose: CredentialPurpose;
  readonly subjectId: string;
}

const inTransaction = <Value>(trader: Trader, work: (tx: Transaction) => Promise<Value>): Promise<Value> =>
  services().database.asTrader(trader.sub, work);

function refused(exception: CognitoException, trader: Trader, exchange: Exchange): CognitoException {
  noteOutcome(exchange, "credential_change_refused", { sub: trader.sub, reason: exception.name });
  return exception;
}

/** A session that may not act changes no credential, whatever it holds. */
export function refuseReadOnly(trader: Trader, exchange: Exchange): void {
  if (trader.readOnlyReason === "frozen") throw refused(accountFrozen(), trader, exchange);
  if (trader.readOnlyReason !== null) throw refused(readOnlySession(), trader, exchange);
  // From a network that the session was not renewed from: the page renews and asks again, a thief of the access cookie cannot.
  if (trader.hasMoved) throw sessionStale();
}

/** Uses the armed grant of this session for exactly this act, when there is one. Two calls at once: one of them uses it. */
async function useApproval(tx: Transaction, trader: Trader, { purpose, subjectId }: CredentialAct, nowSeconds: number): Promise<boolean> {
  const armed = await findArmedGrant(tx, trader, purpose, subjectId, nowSeconds);
  if (armed === null) return false;
  const prepared = await CREDENTIAL_ACTS[purpose](tx, trader, subjectId, nowSeconds);
  if (!prepared.ok) return false;
  const used = await consumeGrant(tx, trader, armed.id, { purpose, subjectId, termsHash: prepared.value.termsHash }, nowSeconds);
  return used.ok;
}

/** Lets a passkey be added on an approval, or as the first one right after a sign-in; answers which. Else StepUpRequiredException. */
export async function admitPasskey(trader: Trader, exchange: Exchange): Promise<"approved" | "first"> {
  refuseReadOnly(trader, exchange);
  const { nowSeconds } = exchange;
  const ground = await inTransaction(trader, async (tx) => {
    if (await useApproval(tx, trader, { purpose: "passkey_add", subjectId: SELF }, nowSeconds)) return "approved";
    return (await isFirstEnrolment(tx, trader, nowSeconds)) ? "first" : null;
  });
  if (ground === null) throw refused(stepUpRequired(), trader, exchange);
  return ground;
}

/** Refuses the end of an enrolment that began as the account's first when another one has ended in the meantime. */
export async function requireStillFirst(trader: Trader, exchange: Exchange): Promise<void> {
  if (await inTransaction(trader, hasOwnPasskey)) throw refused(stepUpRequired(), trader, exchange);
}

/** Lets one passkey be removed on an approval of exactly that. Else StepUpRequiredException. */
export async function admitRemoval(trader: Trader, credentialId: string, exchange: Exchange): Promise<void> {
  refuseReadOnly(trader, exchange);
  const act = { purpose: "passkey_remove", subjectId: credentialId } as const;
  if (!(await inTransaction(trader, (tx) => useApproval(tx, trader, act, exchange.nowSeconds))))
    throw refused(stepUpRequired(), trader, exchange);
}

/** Lets the authenticator be changed on an approval, and gives the tickets for the calls that follow. Else StepUpRequiredException. */
export async function admitAuthenticator(trader: Trader, exchange: Exchange): Promise<void> {
  refuseReadOnly(trader, exchange);
  const { nowSeconds } = exchange;
  const isApproved = await inTransaction(trader, async (tx) => {
    if (!(await useApproval(tx, trader, { purpose: "totp_change", subjectId: SELF }, nowSeconds))) return false;
    await openTicket(tx, trader, "VerifySoftwareToken", nowSeconds);
    await openTicket(tx, trader, "SetUserMFAPreference", nowSeconds);
    return true;
  });
  if (!isApproved) throw refused(stepUpRequired(), trader, exchange);
}

/** Lets a call go on with the ticket of an approved change. Else StepUpRequiredException. */
export async function requireTicket(trader: Trader, operation: TicketedOperation, exchange: Exchange): Promise<void> {
  refuseReadOnly(trader, exchange);
  if (!(await inTransaction(trader, (tx) => holdsTicket(tx, trader, operation, exchange.nowSeconds))))
    throw refused(stepUpRequired(), trader, exchange);
}

/** Lets a factor be preferred with the ticket of an approved change, or as part of a first enrolment. Else StepUpRequiredException. */
export async function admitPreference(trader: Trader, exchange: Exchange): Promise<void> {
  refuseReadOnly(trader, exchange);
  const { nowSeconds } = exchange;
  const isAdmitted = await inTransaction(
    trader,
    async (tx) => (await holdsTicket(tx, trader, "SetUserMFAPreference", nowSeconds)) || isFirstEnrolment(tx, trader, nowSeconds),
  );
  if (!isAdmitted) throw refused(stepUpRequired(), trader, exchange);
}
