// InitiateAuth: the first step of a sign-in, in the flows that the client enables.
import { invalidParameter } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requireParameter, requireString, stringMap, type Fields } from "../protocol/read-fields";
import { checkSecretHash } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import type { ClientRecord } from "../store/records";
import type { ChallengeAnswer } from "../challenges/challenge-answer";
import { offerFirstFactor, offerSelection } from "../challenges/offer-first-factor";
import { offerPasswordVerifier } from "../challenges/offer-password-verifier";
import { resolveSubject } from "../challenges/resolve-subject";

const FLOWS = ["USER_SRP_AUTH", "USER_AUTH"] as const;
type Flow = (typeof FLOWS)[number];

/** The flow, when the pool knows it and the client enables it (sentence for a disabled flow observed). */
function requireFlow(client: ClientRecord, name: string): Flow {
  const flow = FLOWS.find((known) => known === name);
  if (flow === undefined) throw invalidParameter(`The test pool does not implement the flow ${name}.`);
  if (!client.explicitAuthFlows.includes(`ALLOW_${flow}`)) throw invalidParameter(`${flow} flow not enabled for this client`);
  return flow;
}

/** Answers a challenge; a right PASSWORD in the same call may answer the step after it. */
export function initiateAuth(request: Fields, needs: Needs): ChallengeAnswer {
  const client = requireClient(needs, requireString(request, "ClientId", 128));
  const flow = requireFlow(client, requireString(request, "AuthFlow", 64));
  const parameters = stringMap(request, "AuthParameters");
  const username = requireParameter(parameters, "USERNAME");
  checkSecretHash(client, username, parameters["SECRET_HASH"] ?? null);
  const srpA = flow === "USER_SRP_AUTH" ? requireParameter(parameters, "SRP_A") : "";
  const subject = resolveSubject(needs, client, username);
  if (flow === "USER_SRP_AUTH") return offerPasswordVerifier(needs, subject, srpA, flow);
  const preferred = parameters["PREFERRED_CHALLENGE"];
  return preferred === undefined ? offerSelection(needs, subject) : offerFirstFactor(needs, client, subject, preferred, parameters);
}
