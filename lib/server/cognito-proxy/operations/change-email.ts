// A new email for a signed-in trader: approved for exactly that address, then proven by a code that goes there. The old one stays the account's
// until then. Somebody else's address is treated like any other, so nobody learns here who has an account.
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";
import { services } from "@/lib/server/services";
import { startHold } from "@/lib/server/session/holds";
import { rememberAddress } from "@/lib/server/session/known-addresses";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { Trader } from "@/lib/server/session/trader";

import { askCognito } from "../ask-cognito";
import { codeMismatch, CognitoException, lockedOut, sameEmail } from "../cognito-exception";
import { reserveGuess } from "../attempt-counter";
import { admitEmailChange, refuseReadOnly, requireEmailChange } from "../credential-gate";
import { defineOperation } from "../define-operation";
import { deliveryTo } from "../delivery-to";
import { closeEmailChange, openEmailChange } from "../email-changes";
import type { Exchange } from "../exchange";
import { CODE, SHELL } from "../field-schemas";
import { guess } from "../guess";
import { limitUse } from "../limit-use";
import { requireEmail } from "../require-email";
import { requireShellOwner } from "../require-shell-owner";

/** Answers whether the pool has the address as somebody else's; that is for us to know. */
async function askForCode(trader: Trader, email: string): Promise<boolean> {
  const body = { AccessToken: trader.accessToken, UserAttributes: [{ Name: "email", Value: email }] };
  return askCognito("UpdateUserAttributes", body).then(
    () => false,
    (refusal: unknown) => {
      if (refusal instanceof CognitoException && refusal.name === "AliasExistsException") return true;
      throw refusal;
    },
  );
}

/** Starts a change of email on an approval of exactly the new address; a code goes there. No other attribute can be changed from a browser. */
export const updateUserAttributes = defineOperation({
  name: "UpdateUserAttributes",
  isRepeatable: false,
  request: z.object({
    AccessToken: SHELL,
    UserAttributes: z.tuple([z.object({ Name: z.literal("email"), Value: z.string().min(1).max(320) })]),
  }),
  perform: async ({ AccessToken, UserAttributes: [{ Value }] }, exchange) => {
    const trader = await requireShellOwner(AccessToken, exchange);
    refuseReadOnly(trader, exchange);
    const email = requireEmail(Value);
    if (email === requireEmail(trader.email)) throw sameEmail();
    await admitEmailChange(trader, email, exchange);
    await limitUse("email-change-mail", email, exchange);
    const isTaken = await askForCode(trader, email);
    await services().database.asTrader(trader.sub, async (tx) => {
      await openEmailChange(tx, trader.sub, { email, isTaken }, exchange.nowSeconds);
      const { sub, sessionId } = trader;
      await recordSecurityEvent(tx, { kind: "email_change_asked", sub, sessionId }, exchange.nowSeconds);
    });
    const { CodeDeliveryDetails } = deliveryTo(email);
    return { CodeDeliveryDetailsList: [CodeDeliveryDetails] };
  },
});

/** Sends the code for the approved address again. */
export const getUserAttributeVerificationCode = defineOperation({
  name: "GetUserAttributeVerificationCode",
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL, AttributeName: z.literal("email") }),
  perform: async ({ AccessToken }, exchange) => {
    const trader = await requireShellOwner(AccessToken, exchange);
    const { email, isTaken } = await requireEmailChange(trader, exchange);
    await limitUse("email-change-mail", email, exchange);
    if (!isTaken) await askCognito("GetUserAttributeVerificationCode", { AccessToken: trader.accessToken, AttributeName: "email" });
    return deliveryTo(email);
  },
});

const USER = z.object({
  Username: z.string().min(1),
  UserAttributes: z.array(z.object({ Name: z.string(), Value: z.string().default("") })),
});

/** The account's name and address as the pool has them now: what was proven is the pool's to say. */
async function accountNow(trader: Trader): Promise<{ username: string; email: string }> {
  const user = USER.safeParse(await askCognito("GetUser", { AccessToken: trader.accessToken }));
  const email = user.data?.UserAttributes.find(({ Name }) => Name === "email")?.Value;
  if (!user.success || email === undefined) throw new UnavailableError("cognito", "The user pool answered GetUser without its fields.");
  return { username: user.data.Username, email: requireEmail(email) };
}

/** The new address in all its places at once: where the trader is told, what the sessions show, and the hold on money. */
async function settle(trader: Trader, exchange: Exchange): Promise<void> {
  const { username, email } = await accountNow(trader);
  const { sub, sessionId } = trader;
  const { nowSeconds } = exchange;
  await services().database.asTrader(sub, async (tx) => {
    await rememberAddress(tx, { sub, email, username }, nowSeconds);
    await tx.query("UPDATE holdfast.sessions SET email = $1 WHERE revoked_at IS NULL", [email]);
    await closeEmailChange(tx);
    await startHold(tx, sub, "email_change", nowSeconds);
    await recordSecurityEvent(tx, { kind: "hold_started", sub, sessionId, detail: { reason: "email_change" } }, nowSeconds);
    await recordSecurityEvent(tx, { kind: "email_changed", sub, sessionId }, nowSeconds);
  });
}

/** A guess at the code of an address that is somebody else's: counted, and wrong. */
async function guessInVain(email: string, exchange: Exchange): Promise<never> {
  const reserved = await reserveGuess(services().database, { email, purpose: "email-code" }, exchange.nowSeconds);
  throw reserved.ok ? codeMismatch() : lockedOut(reserved.refusal.retryAfterSeconds);
}

/** Proves the approved address with the mailed code, which is a guess and is counted. Only then is it the account's. */
export const verifyUserAttribute = defineOperation({
  name: "VerifyUserAttribute",
  isRepeatable: false,
  request: z.object({ AccessToken: SHELL, AttributeName: z.literal("email"), Code: CODE }),
  perform: async ({ AccessToken, Code }, exchange) => {
    const trader = await requireShellOwner(AccessToken, exchange);
    const change = await requireEmailChange(trader, exchange);
    const email = requireEmail(trader.email);
    if (change.isTaken) return guessInVain(email, exchange);
    const body = { AccessToken: trader.accessToken, AttributeName: "email", Code };
    const subject = { email, purpose: "email-code", sub: trader.sub } as const;
    await guess(subject, { operation: "VerifyUserAttribute", body }, exchange);
    await settle(trader, exchange);
    return {};
  },
});
