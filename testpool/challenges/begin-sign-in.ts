// What InitiateAuth and its admin twin share: they differ in who may call them and in the flows that they take.
import { AUTH_FLOW, AUTH_PARAMETERS, CLIENT_ID, CLIENT_METADATA, SESSION } from "../protocol/common-shapes";
import type { Needs } from "../protocol/needs";
import { needed, type ValueOf } from "../protocol/shapes";
import type { ClientRecord } from "../store/settings-records";
import { TRIGGER_REFUSALS } from "../triggers/trigger-refusals";
import type { ChallengeAnswer } from "./challenge-answer";
import { requireFlow, type Door } from "./enabled-flow";
import { refreshSignIn } from "./refresh-sign-in";
import { startSignIn } from "./start-sign-in";

/** The members that begin a sign-in. */
export const SIGN_IN_REQUEST = {
  AuthFlow: needed(AUTH_FLOW),
  AuthParameters: AUTH_PARAMETERS,
  ClientMetadata: CLIENT_METADATA,
  ClientId: needed(CLIENT_ID),
  Session: SESSION,
} as const;

/** What the first step of a sign-in is refused with. */
export const SIGN_IN_REFUSALS = [
  ...TRIGGER_REFUSALS,
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
  "UserNotFoundException",
] as const;

/** Starts the flow that was asked for, or refreshes; refuses a flow that the client does not enable or that has another door. */
export function beginSignIn(
  needs: Needs,
  client: ClientRecord,
  door: Door,
  request: ValueOf<typeof SIGN_IN_REQUEST>,
): Promise<ChallengeAnswer> {
  const flow = requireFlow(client, door, request.AuthFlow);
  const { AuthParameters: parameters = {}, ClientMetadata: clientMetadata = {}, Session: session } = request;
  if (flow === "REFRESH") return refreshSignIn(needs, client, parameters, clientMetadata);
  return startSignIn(needs, { client, flow, parameters, clientMetadata, session });
}
