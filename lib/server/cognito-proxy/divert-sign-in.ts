// A suspicious sign-in goes to the pool's flow that has our own step in it. Its first half is the same SRP with the same answer, so neither the browser nor
// whoever watches it can tell before the password is right.
import "server-only";
import type { Suspicion } from "@/lib/policy/sign-in-risk";
import { settings } from "@/lib/server/env";

import { askCognito, nameWithHash, userContext } from "./ask-cognito";
import type { Exchange } from "./exchange";

/** Starts the flow of password and challenge at the pool. */
export const divertSignIn = (email: string, srpA: string, exchange: Exchange): Promise<Record<string, unknown>> =>
  askCognito("InitiateAuth", {
    ClientId: settings().pool.clientId,
    AuthFlow: "CUSTOM_AUTH",
    AuthParameters: { CHALLENGE_NAME: "SRP_A", SRP_A: srpA, ...nameWithHash(email) },
    ...userContext(exchange),
  });

/** What the triggers are told with the password, so that the challenge is made for a suspicious sign-in and for nothing else. */
export const purposeOf = ({ suspicions }: { readonly suspicions: readonly Suspicion[] }): { ClientMetadata?: { purpose: "suspicion" } } =>
  suspicions.length === 0 ? {} : { ClientMetadata: { purpose: "suspicion" } };
