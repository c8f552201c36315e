// InitiateAuth: the first step of a sign-in, in the flows that the client enables.
import type { ChallengeAnswer } from "../challenges/challenge-answer";
import { newTrail } from "../challenges/challenge-session";
import { offerFirstFactor, offerSelection } from "../challenges/offer-first-factor";
import { offerPasswordVerifier } from "../challenges/offer-password-verifier";
import { resolveSubject } from "../challenges/resolve-subject";
import { invalidParameter } from "../protocol/cognito-exception";
import { AUTH_FLOW, AUTH_PARAMETERS, CLIENT_ID, CLIENT_METADATA, CONTEXT, SESSION } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { requireParameter } from "../protocol/require-parameter";
import { needed } from "../protocol/shapes";
import { checkSecretHash } from "../rules/secret-hash";
import { requireClient } from "../store/find-client";
import type { ClientRecord } from "../store/settings-records";

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
export const initiateAuth = defineOperation({
  name: "InitiateAuth",
  access: "public",
  quota: "UserAuthentication",
  request: {
    AuthFlow: needed(AUTH_FLOW),
    AuthParameters: AUTH_PARAMETERS,
    ClientMetadata: CLIENT_METADATA,
    ClientId: needed(CLIENT_ID),
    Session: SESSION,
    ...CONTEXT,
  },
  refusals: ["UserNotFoundException", "UserNotConfirmedException"],
  perform: (request, needs): ChallengeAnswer | Promise<ChallengeAnswer> => {
    const client = requireClient(needs, request.ClientId);
    const flow = requireFlow(client, request.AuthFlow);
    const parameters = request.AuthParameters ?? {};
    const username = requireParameter(parameters, "USERNAME");
    checkSecretHash(client, username, parameters["SECRET_HASH"] ?? null);
    const srpA = flow === "USER_SRP_AUTH" ? requireParameter(parameters, "SRP_A") : "";
    const subject = resolveSubject(needs, client, username, newTrail(flow));
    if (flow === "USER_SRP_AUTH") return offerPasswordVerifier(needs, subject, srpA, flow);
    const preferred = parameters["PREFERRED_CHALLENGE"];
    return preferred === undefined ? offerSelection(needs, subject) : offerFirstFactor(needs, client, subject, preferred, parameters);
  },
});
