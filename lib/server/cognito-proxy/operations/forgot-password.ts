// A forgotten password. Whether an address is an account is told by nothing here: both get the same answers, limits, counters and work. A reset
// replaces the password only: every session ends, money and changes wait, and the second factor stays what it was.
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";
import { services } from "@/lib/server/services";
import { findAccountByEmail, type KnownAccount } from "@/lib/server/session/known-addresses";
import { knownDeviceOf } from "@/lib/server/session/known-devices";
import { applyReset, dropReset, keepReset, noteReset } from "@/lib/server/session/password-resets";

import { askCognito, clientWithHash, userContext } from "../ask-cognito";
import { forgetGuesses } from "../attempt-counter";
import { CognitoException } from "../cognito-exception";
import { defineOperation } from "../define-operation";
import { deliveryTo } from "../delivery-to";
import type { Exchange } from "../exchange";
import { CODE, PASSWORD, USERNAME } from "../field-schemas";
import { guess } from "../guess";
import { limitUse } from "../limit-use";
import { noteOutcome } from "../note-outcome";
import { nameForPasswordWays } from "../refuse-password-ways";
import { requireEmail } from "../require-email";
import { requireLongEnough } from "../require-long-enough";
import { preparePass } from "../sign-in-passes";
import { noteUnsent, refusalOfGuess } from "../unsent-resets";

const subOf = (account: KnownAccount | null): { sub?: string } => (account === null ? {} : { sub: account.sub });

// What the pool says of the moment and not of the account; everything else it says here would tell accounts apart.
const TOLD_TO_ALL: ReadonlySet<string> = new Set(["RateLimitedException", "LimitExceededException", "InvalidParameterException"]);

/** Has a code mailed, if the address is an account with a mailbox that was proven. The answer is the same if it is not. */
export const forgotPassword = defineOperation({
  name: "ForgotPassword",
  isRepeatable: false,
  answersEvenly: true,
  request: z.object({ Username: USERNAME }),
  perform: async (request, exchange) => {
    const email = requireEmail(request.Username);
    await limitUse("password-reset", exchange.network, exchange);
    await limitUse("password-reset-mail", email, exchange);
    const account = await services().database.asService((tx) => findAccountByEmail(tx, email));
    noteOutcome(exchange, "password_reset_asked", { email, ...subOf(account) });
    const name = await nameForPasswordWays(email, exchange);
    const isSent = await askCognito("ForgotPassword", { ...clientWithHash(name), ...userContext(exchange) }).then(
      () => true,
      (refusal: unknown) => {
        if (!(refusal instanceof CognitoException) || TOLD_TO_ALL.has(refusal.name)) throw refusal;
        return false;
      },
    );
    await noteUnsent(email, isSent, exchange.nowSeconds);
    return deliveryTo(email);
  },
});

/** What follows a proven reset. The note is taken away with it, or kept for the first sign-in of an account that is not known here yet. */
async function settle(account: KnownAccount | null, noteId: string, exchange: Exchange): Promise<void> {
  const { database } = services();
  if (account === null) return database.asService((tx) => keepReset(tx, noteId));
  await database.asTrader(account.sub, async (tx) => {
    await applyReset(tx, account.sub, null, exchange.nowSeconds);
    await dropReset(tx, noteId);
  });
  noteOutcome(exchange, "hold_started", { sub: account.sub, reason: "password_reset" });
}

/**
 * Sets a new password with the mailed code, which is a guess and is counted. Every session of the trader ends and a hold starts; each proven reset
 * starts one of its own, a wrong code none. A password that is too short costs no guess.
 */
export const confirmForgotPassword = defineOperation({
  name: "ConfirmForgotPassword",
  isRepeatable: false,
  answersEvenly: true,
  request: z.object({ Username: USERNAME, ConfirmationCode: CODE, Password: PASSWORD }),
  perform: async (request, exchange) => {
    const email = requireEmail(request.Username);
    await limitUse("password-reset", exchange.network, exchange);
    requireLongEnough(request.Password);
    const { database } = services();
    const { account, noteId } = await database.asService(async (tx) => ({
      account: await findAccountByEmail(tx, email),
      noteId: await noteReset(tx, email, exchange.nowSeconds),
    }));
    const { ConfirmationCode, Password } = request;
    const name = await nameForPasswordWays(email, exchange);
    const body = { ...clientWithHash(name), ConfirmationCode, Password, ...userContext(exchange) };
    const subject = { email, purpose: "reset-code", ...subOf(account) } as const;
    await guess(subject, { operation: "ConfirmForgotPassword", body }, exchange).catch(async (refusal: unknown) => {
      // After an outage nobody knows whether the password was replaced, so the note stays.
      if (!(refusal instanceof UnavailableError)) await database.asService((tx) => dropReset(tx, noteId));
      throw await refusalOfGuess(refusal, email, exchange.nowSeconds);
    });
    await settle(account, noteId, exchange);
    // Whoever proved the mailbox and chose the password need not wait for the guesses that were made at the old one.
    const own = await knownDeviceOf(database, exchange.cookieHeader, email, exchange.nowSeconds);
    for (const device of [null, own]) await forgetGuesses(database, { email, purpose: "password", device });
    // The code was the mailbox: the sign-in that follows here need not show it again.
    await database.asService(await preparePass(email, exchange));
    noteOutcome(exchange, "password_reset_done", { email, ...subOf(account) });
    return {};
  },
});
