// Sign-up reveals nobody: the username is random and stays here, the email is only an alias, and every answer is the same for
// addresses that exist and addresses that do not.
import "server-only";
import * as z from "zod";

import { services } from "@/lib/server/services";

import { askCognito, clientWithHash, userContext } from "../ask-cognito";
import { codeMismatch, CognitoException, notAnEmail } from "../cognito-exception";
import { defineOperation } from "../define-operation";
import { deliveryTo } from "../delivery-to";
import { pseudonym } from "../derive-key";
import type { Exchange } from "../exchange";
import { CODE, PASSWORD, USERNAME } from "../field-schemas";
import { guess } from "../guess";
import { limitUse } from "../limit-use";
import { noteOutcome } from "../note-outcome";
import { forgetSignUp, forgetSignUps, rememberSignUp, usernameOf } from "../pending-sign-ups";
import { poolTicket } from "../pool-ticket";
import { currentPreAuth, rotatePreAuth } from "../pre-auth";
import { requireEmail } from "../require-email";

const limitNetwork = (exchange: Exchange): Promise<void> => limitUse("sign-up", exchange.network, exchange);

/** Mails that sign-ups may send to one address, whoever asks: nobody's mailbox is flooded through us. */
const limitMail = (email: string, exchange: Exchange): Promise<void> => limitUse("sign-up-mail", email, exchange);

const SIGN_UP = z.object({
  Username: USERNAME,
  Password: PASSWORD,
  UserAttributes: z
    .array(z.object({ Name: z.string().max(64), Value: z.string().max(320) }))
    .max(8)
    .default([]),
});

/** Starts a sign-up under a random username. `UserSub` in the answer is a stand-in: the real one is not for strangers to learn. */
export const signUp = defineOperation({
  name: "SignUp",
  isRepeatable: false,
  answersEvenly: true,
  request: SIGN_UP,
  perform: async (request, exchange) => {
    const email = requireEmail(request.Username);
    const named = request.UserAttributes.find((attribute) => attribute.Name === "email");
    if (named !== undefined && requireEmail(named.Value) !== email) throw notAnEmail();
    await limitNetwork(exchange);
    await limitMail(email, exchange);
    const preAuth = currentPreAuth(exchange) ?? rotatePreAuth(exchange);
    const { database } = services();
    const username = await rememberSignUp(database, { email, preAuth }, exchange.nowSeconds);
    await askCognito("SignUp", {
      ...clientWithHash(username),
      Password: request.Password,
      UserAttributes: [{ Name: "email", Value: email }],
      // The pool's trigger lets nobody sign up who does not come from here.
      ValidationData: [{ Name: "ticket", Value: poolTicket("sign-up", username, email) }],
      ...userContext(exchange),
    }).catch(async (refusal: unknown) => {
      if (refusal instanceof CognitoException) {
        await forgetSignUp(database, email, username);
        noteOutcome(exchange, "sign_up_refused", { email, reason: refusal.name });
      }
      throw refusal;
    });
    noteOutcome(exchange, "sign_up_started", { email });
    return { UserConfirmed: false, UserSub: pseudonym("sign-up-sub", email), ...deliveryTo(email) };
  },
});

// What the pool answers for names that asked for no code. From us such a name sounds like one that did.
const UNKNOWN_ONLY: ReadonlySet<string> = new Set(["ExpiredCodeException", "NotAuthorizedException"]);

/** Confirms a sign-up with the mailed code. A code is a guess and is counted; the pool's own session for it is dropped. */
export const confirmSignUp = defineOperation({
  name: "ConfirmSignUp",
  isRepeatable: false,
  answersEvenly: true,
  request: z.object({ Username: USERNAME, ConfirmationCode: CODE }),
  perform: async (request, exchange) => {
    const email = requireEmail(request.Username);
    await limitNetwork(exchange);
    const { database } = services();
    const { username, isPending } = await usernameOf(database, { email, preAuth: currentPreAuth(exchange) ?? "" }, exchange.nowSeconds);
    const body = { ...clientWithHash(username), ConfirmationCode: request.ConfirmationCode, ...userContext(exchange) };
    await guess({ email, purpose: "sign-up-code" }, { operation: "ConfirmSignUp", body }, exchange).catch((refusal: unknown) => {
      const tellsApart = refusal instanceof CognitoException && UNKNOWN_ONLY.has(refusal.name);
      throw !isPending && tellsApart ? codeMismatch() : refusal;
    });
    await forgetSignUps(database, email);
    noteOutcome(exchange, "sign_up_confirmed", { email });
    return {};
  },
});

/** Sends the code again. The answer is the same whether or not the address waits for one. */
export const resendConfirmationCode = defineOperation({
  name: "ResendConfirmationCode",
  isRepeatable: false,
  answersEvenly: true,
  request: z.object({ Username: USERNAME }),
  perform: async (request, exchange) => {
    const email = requireEmail(request.Username);
    await limitNetwork(exchange);
    await limitMail(email, exchange);
    const { username } = await usernameOf(services().database, { email, preAuth: currentPreAuth(exchange) ?? "" }, exchange.nowSeconds);
    await askCognito("ResendConfirmationCode", { ...clientWithHash(username), ...userContext(exchange) });
    return deliveryTo(email);
  },
});
