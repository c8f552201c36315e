import "server-only";
import * as z from "zod";

import { services } from "@/lib/server/services";
import { settings } from "@/lib/server/env";

import { askCognito, nameWithHash, userContext } from "../ask-cognito";
import { rateLimited } from "../cognito-exception";
import { continueSignIn } from "../continue-sign-in";
import { passkeyOrDecoy } from "../decoy-passkey";
import { divertSignIn } from "../divert-sign-in";
import { defineOperation } from "../define-operation";
import { SRP_A, USERNAME } from "../field-schemas";
import { refuseWhileLocked } from "../guess";
import { rotatePreAuth } from "../pre-auth";
import { countUse } from "../rate-limiter";
import { requireEmail } from "../require-email";
import { startOf } from "../sign-in-state";

// A password in clear has no field here: USER_PASSWORD_AUTH and the PASSWORD challenge are not among the flows.
const REQUEST = z.discriminatedUnion("AuthFlow", [
  z.object({ AuthFlow: z.literal("USER_SRP_AUTH"), AuthParameters: z.object({ USERNAME, SRP_A }) }),
  // The way back without a second factor; without SRP first the flow is not offered.
  z.object({ AuthFlow: z.literal("CUSTOM_AUTH"), AuthParameters: z.object({ USERNAME, SRP_A, CHALLENGE_NAME: z.literal("SRP_A") }) }),
  z.object({
    AuthFlow: z.literal("USER_AUTH"),
    AuthParameters: z.union([
      z.object({ USERNAME, SRP_A, PREFERRED_CHALLENGE: z.literal("PASSWORD_SRP") }),
      z.object({ USERNAME, PREFERRED_CHALLENGE: z.literal("WEB_AUTHN") }),
      z.object({ USERNAME, PREFERRED_CHALLENGE: z.undefined().optional() }),
    ]),
  }),
]);

/** Starts a sign-in. A passkey sign-in is never stopped by the lock of the password. */
export const initiateAuth = defineOperation({
  name: "InitiateAuth",
  isRepeatable: true,
  answersEvenly: true,
  request: REQUEST,
  perform: async ({ AuthFlow, AuthParameters: parameters }, exchange) => {
    const email = requireEmail(parameters.USERNAME);
    const limit = await countUse(services().database, { purpose: "sign-in", name: exchange.network, nowSeconds: exchange.nowSeconds });
    if (!limit.ok) throw rateLimited(limit.refusal.retryAfterSeconds);
    await exchange.flow.admit(email, exchange);
    if ("SRP_A" in parameters) await refuseWhileLocked({ email, purpose: "password" }, exchange);
    // A way back has its own step, and its own judge.
    const isByPassword = "SRP_A" in parameters && AuthFlow !== "CUSTOM_AUTH";
    const suspicions = isByPassword ? await exchange.flow.suspect(email, exchange) : [];
    const asked =
      isByPassword && suspicions.length > 0
        ? divertSignIn(email, parameters.SRP_A, exchange)
        : askCognito("InitiateAuth", {
            ClientId: settings().pool.clientId,
            AuthFlow,
            AuthParameters: { ...parameters, ...nameWithHash(email) },
            ...userContext(exchange),
          });
    const preAuth = rotatePreAuth(exchange);
    const wantsPasskey = "PREFERRED_CHALLENGE" in parameters && parameters.PREFERRED_CHALLENGE === "WEB_AUTHN";
    if (!wantsPasskey) return continueSignIn(await asked, startOf(email, suspicions), preAuth, exchange);
    const { answer, isDecoy } = await passkeyOrDecoy(asked, email);
    return continueSignIn(answer, { ...startOf(email), isDecoy }, preAuth, exchange);
  },
});
