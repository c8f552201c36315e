// Page script cannot read a token, but it can ride the session, and a credential of its own would be a lasting foothold. So whatever changes a
// credential needs an approval of that very change, used up before the pool is asked. Cognito's protocol has no room for a grant's id, so the
// gate looks for the one that this session has armed. Deny by default stands in the allow-list; this is the second list.
import "server-only";
import { isLastWayIn, type PoolWays } from "@/lib/server/passkeys/judge-removal";
import { markRemoving } from "@/lib/server/passkeys/passkey-row";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { consumeGrant } from "@/lib/server/step-up/consume-grant";
import { CREDENTIAL_ACTS, SELF, type CredentialPurpose } from "@/lib/server/step-up/credential-act";
import { findArmedGrant } from "@/lib/server/step-up/find-armed-grant";

import { findHoldRefusal } from "@/lib/server/session/holds";
import {
  accountFrozen,
  accountNotEmpty,
  type CognitoException,
  lastWayIn,
  readOnlySession,
  sessionStale,
  stepUpRequired,
} from "./cognito-exception";
import { holdsTicket, openTicket, type TicketedOperation } from "./credential-tickets";
import { type EmailChange, findEmailChange } from "./email-changes";
import type { Exchange } from "./exchange";
import { hasOwnPasskey, isFirstEnrolment } from "./first-enrolment";
import { isAnythingLeft } from "./is-anything-left";
import { noteOutcome } from "./note-outcome";
import { maySetUpFactor } from "./recovery-enrolment";

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

/**
 * The one way through a freeze: a session that two operators of the support desk let come back may set up its one factor, and nothing else, because
 * unfreezing takes a factor. Answers whether this is such a session; refuses every other one that may not act.
 */
export async function refuseUnlessComingBack(trader: Trader, exchange: Exchange): Promise<"frozen" | "acting"> {
  const mayBe = trader.readOnlyReason === "frozen" && trader.factors.includes("delayed_recovery") && !trader.hasMoved;
  if (mayBe && (await inTransaction(trader, (tx) => holdsTicket(tx, trader, "FrozenEnrolment", exchange.nowSeconds)))) return "frozen";
  refuseReadOnly(trader, exchange);
  return "acting";
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

/** Lets a passkey be added on an approval, as the first one right after a sign-in, or after a recovery; answers which. Else StepUpRequiredException. */
export async function admitPasskey(trader: Trader, exchange: Exchange): Promise<"approved" | "first" | "recovery"> {
  await refuseUnlessComingBack(trader, exchange);
  const { nowSeconds } = exchange;
  const ground = await inTransaction(trader, async (tx) => {
    if (await useApproval(tx, trader, { purpose: "passkey_add", subjectId: SELF }, nowSeconds)) return "approved";
    if (await maySetUpFactor(tx, trader, nowSeconds)) return "recovery";
    return (await isFirstEnrolment(tx, trader, nowSeconds)) ? "first" : null;
  });
  if (ground === null) throw refused(stepUpRequired(), trader, exchange);
  return ground;
}

/** Refuses the end of an enrolment that began as the account's first when another one has ended in the meantime. */
export async function requireStillFirst(trader: Trader, exchange: Exchange): Promise<void> {
  if (await inTransaction(trader, hasOwnPasskey)) throw refused(stepUpRequired(), trader, exchange);
}

/**
 * Lets one passkey be removed on an approval of exactly that. Else StepUpRequiredException, and LastWayInException for one that the account cannot do
 * without. Two removals at once are judged one after the other, and the second counts on nothing that the first one takes away.
 */
export async function admitRemoval(trader: Trader, credentialId: string, pool: PoolWays, exchange: Exchange): Promise<void> {
  refuseReadOnly(trader, exchange);
  const { nowSeconds } = exchange;
  const refusal = await inTransaction(trader, async (tx) => {
    await lockTrader(tx, "passkeys", trader.sub);
    if (await isLastWayIn(tx, credentialId, pool, nowSeconds)) return lastWayIn();
    if (!(await useApproval(tx, trader, { purpose: "passkey_remove", subjectId: credentialId }, nowSeconds))) return stepUpRequired();
    await markRemoving(tx, credentialId, nowSeconds);
    return null;
  });
  if (refusal !== null) throw refused(refusal, trader, exchange);
}

/** Lets the authenticator be changed on an approval or after a recovery, and gives the tickets for the calls that follow. Else StepUpRequiredException. */
export async function admitAuthenticator(trader: Trader, exchange: Exchange): Promise<void> {
  await refuseUnlessComingBack(trader, exchange);
  const { nowSeconds } = exchange;
  const isApproved = await inTransaction(trader, async (tx) => {
    const act = { purpose: "totp_change", subjectId: SELF } as const;
    if (!(await useApproval(tx, trader, act, nowSeconds)) && !(await maySetUpFactor(tx, trader, nowSeconds))) return false;
    await openTicket(tx, trader, "VerifySoftwareToken", nowSeconds);
    await openTicket(tx, trader, "SetUserMFAPreference", nowSeconds);
    return true;
  });
  if (!isApproved) throw refused(stepUpRequired(), trader, exchange);
}

/** Lets a call go on with the ticket of an approved change. Else StepUpRequiredException. */
export async function requireTicket(trader: Trader, operation: TicketedOperation, exchange: Exchange): Promise<void> {
  await refuseUnlessComingBack(trader, exchange);
  if (!(await inTransaction(trader, (tx) => holdsTicket(tx, trader, operation, exchange.nowSeconds))))
    throw refused(stepUpRequired(), trader, exchange);
}

/** Lets a factor be preferred with the ticket of an approved change, or as part of a first enrolment. Else StepUpRequiredException. */
export async function admitPreference(trader: Trader, exchange: Exchange): Promise<void> {
  await refuseUnlessComingBack(trader, exchange);
  const { nowSeconds } = exchange;
  const isAdmitted = await inTransaction(
    trader,
    async (tx) => (await holdsTicket(tx, trader, "SetUserMFAPreference", nowSeconds)) || isFirstEnrolment(tx, trader, nowSeconds),
  );
  if (!isAdmitted) throw refused(stepUpRequired(), trader, exchange);
}

async function requireApproval(trader: Trader, exchange: Exchange, judge: (tx: Transaction) => Promise<boolean>): Promise<void> {
  refuseReadOnly(trader, exchange);
  if (!(await inTransaction(trader, judge))) throw refused(stepUpRequired(), trader, exchange);
}

/** Lets the password be changed on an approval; a mistyped old password can be typed again on its ticket. Else StepUpRequiredException. */
export async function admitPasswordChange(trader: Trader, exchange: Exchange): Promise<void> {
  const { nowSeconds } = exchange;
  await requireApproval(trader, exchange, async (tx) => {
    if (await holdsTicket(tx, trader, "ChangePassword", nowSeconds)) return true;
    if (!(await useApproval(tx, trader, { purpose: "password_change", subjectId: SELF }, nowSeconds))) return false;
    await openTicket(tx, trader, "ChangePassword", nowSeconds);
    return true;
  });
}

/** Lets a change to exactly this normalised address begin on an approval of it. Else StepUpRequiredException. */
export async function admitEmailChange(trader: Trader, email: string, exchange: Exchange): Promise<void> {
  const act = { purpose: "email_change", subjectId: email } as const;
  await requireApproval(trader, exchange, (tx) => useApproval(tx, trader, act, exchange.nowSeconds));
}

/** The change of email that was approved and waits for its proof, while no hold stands against it. Else StepUpRequiredException. */
export async function requireEmailChange(trader: Trader, exchange: Exchange): Promise<EmailChange> {
  refuseReadOnly(trader, exchange);
  const change = await inTransaction(trader, async (tx) =>
    (await findHoldRefusal(tx, "email_change", exchange.nowSeconds)) === null ? findEmailChange(tx, exchange.nowSeconds) : null,
  );
  if (change === null) throw refused(stepUpRequired(), trader, exchange);
  return change;
}

/** Lets an empty account be deleted on an approval. AccountNotEmptyException while anything is left in it; else StepUpRequiredException. */
export async function admitDeletion(trader: Trader, exchange: Exchange): Promise<void> {
  await requireApproval(trader, exchange, async (tx) => {
    if (await isAnythingLeft(tx, trader.sub, exchange.nowSeconds)) throw refused(accountNotEmpty(), trader, exchange);
    return useApproval(tx, trader, { purpose: "account_delete", subjectId: SELF }, exchange.nowSeconds);
  });
}
