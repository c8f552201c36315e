// An old password, once: the pool hands it to its migration trigger, which knows the old store, and keeps a verifier of its own. No session comes of it;
// from then on the password is proven by SRP like any other. A password in clear passes through this server here and, at a sign-in, nowhere else.
import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";

import { invariant } from "@/lib/ground/invariant";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { evenDelayMs } from "@/lib/identity/even-delay";
import { adminInitiateAuth } from "@/lib/server/cognito/admin-initiate-auth";
import { callCognito } from "@/lib/server/cognito/call-cognito";
import { secretHash } from "@/lib/server/cognito/secret-hash";
import { settings } from "@/lib/server/env";
import type { LegacyPasswordSettings } from "@/lib/settings/settings";

import { CognitoException, stepNotOffered, wrongPassword } from "./cognito-exception";
import { defineOperation } from "./define-operation";
import type { Exchange } from "./exchange";
import { PASSWORD, USERNAME } from "./field-schemas";
import { guess, isTriggerOutage } from "./guess";
import { limitUse } from "./limit-use";
import { noteOutcome } from "./note-outcome";
import { nameForPasswordWays } from "./refuse-password-ways";
import { openLegacyWay } from "./open-legacy-way";
import { requireEmail } from "./require-email";
import { requireLongEnough } from "./require-long-enough";

/** How many of the usual slots an answer takes: a hash of the old store is worked on for addresses that the pool does not know, and for no others. */
const SLOTS = 4;

// What is said to everybody alike; whatever else the pool says here would tell accounts apart.
const TOLD_TO_ALL: ReadonlySet<string> = new Set(["LockedOutException", "RateLimitedException", "ForbiddenException"]);

/** The challenges that only a right password leads to. */
const AFTER_PASSWORD: ReadonlySet<unknown> = new Set(["MFA_SETUP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE"]);

/** Threat protection judges the trader's own address; the other members are wanted and say nothing. */
function contextData({ clientAddress }: Exchange): object {
  if (clientAddress === null) return {};
  const ServerName = new URL(settings().appOrigin).hostname;
  return { ContextData: { IpAddress: clientAddress, ServerName, ServerPath: "/api/auth/legacy-sign-in", HttpHeaders: [] } };
}

async function askPool(way: LegacyPasswordSettings, email: string, password: string, exchange: Exchange): Promise<Record<string, unknown>> {
  const name = await nameForPasswordWays(email, exchange);
  const body = {
    ...{ AuthFlow: "ADMIN_USER_PASSWORD_AUTH", ClientId: way.clientId, ...contextData(exchange) },
    AuthParameters: { USERNAME: name, PASSWORD: password, SECRET_HASH: secretHash(way, name) },
  };
  // Counted with every other guess at this account's password: nobody gets more tries by asking here.
  const call = { operation: "AdminInitiateAuth", body, ask: adminInitiateAuth };
  return guess({ email, purpose: "password" }, call, exchange).catch((refusal: unknown) => {
    if (!(refusal instanceof CognitoException) || TOLD_TO_ALL.has(refusal.name)) throw refusal;
    if (isTriggerOutage(refusal)) throw new UnavailableError("cognito", "The old user store could not be asked.");
    throw wrongPassword();
  });
}

/** A pool that wants no second factor would answer tokens: they open nothing here and end at once. */
async function endTokens(answer: Record<string, unknown>, { clientId, clientSecret }: LegacyPasswordSettings): Promise<void> {
  const { RefreshToken } = answer["AuthenticationResult"] as { RefreshToken?: string };
  if (RefreshToken === undefined) return;
  await callCognito("RevokeToken", { ClientId: clientId, ClientSecret: clientSecret.reveal(), Token: RefreshToken });
}

async function takeOver(typed: string, password: string, exchange: Exchange): Promise<void> {
  const way = openLegacyWay(exchange.nowSeconds);
  invariant(way !== null, "old passwords are taken only while their way is open");
  const email = requireEmail(typed);
  await limitUse("sign-in", exchange.network, exchange);
  await exchange.flow.admit(email, exchange);
  // The pool takes over a password of any length; ours may not be shorter than everybody's. It is told to all, of what was typed alone.
  requireLongEnough(password);
  const answer = await askPool(way, email, password, exchange);
  if (answer["AuthenticationResult"] !== undefined) await endTokens(answer, way);
  else if (!AFTER_PASSWORD.has(answer["ChallengeName"])) throw stepNotOffered();
  noteOutcome(exchange, "legacy_password_taken", { email });
}

/** Takes an old password over. Answers nothing but that it was right; a wrong one and an address that nobody has are answered alike. */
export const legacySignIn = defineOperation({
  name: "LegacySignIn",
  isRepeatable: false,
  answersEvenly: true,
  request: z.object({ Username: USERNAME, Password: PASSWORD }),
  perform: async ({ Username, Password }, exchange) => {
    const startedAtMs = performance.now();
    try {
      await takeOver(Username, Password, exchange);
      return {};
    } finally {
      await wait(Math.ceil(evenDelayMs(performance.now() - startedAtMs, SLOTS * settings().authAnswerMsMin)));
    }
  },
});
