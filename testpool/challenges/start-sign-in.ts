// The first step of a sign-in, for InitiateAuth and its admin twin: who, by which flow, and what the flow asks first.
import type { Needs } from "../protocol/needs";
import { requireParameter } from "../protocol/require-parameter";
import { checkSecretHash } from "../rules/secret-hash";
import { requirePool } from "../store/find-client";
import type { ClientRecord } from "../store/settings-records";
import { preAuthentication } from "../triggers/around-authentication";
import { answerPassword } from "./answer-password";
import { askSecondFactor } from "./ask-second-factor";
import { withTrail, type Attempt } from "./attempt";
import { beginStepUp, stepUpOf } from "./begin-step-up";
import type { ChallengeAnswer } from "./challenge-answer";
import { newTrail } from "./challenge-session";
import { continueCustomAuth } from "./continue-custom-auth";
import type { SignInFlow } from "./enabled-flow";
import { migrateUnknown } from "./migrate-unknown";
import { offerFirstFactor, offerSelection } from "./offer-first-factor";
import { offerPasswordVerifier } from "./offer-password-verifier";
import { resolveSubject } from "./resolve-subject";
import { signInAfterSignUp } from "./sign-in-after-sign-up";

/** One call of InitiateAuth or AdminInitiateAuth, its client found and its flow allowed. */
export interface StartCall {
  readonly client: ClientRecord;
  readonly flow: SignInFlow;
  readonly parameters: Readonly<Record<string, string>>;
  readonly clientMetadata: Readonly<Record<string, string>>;
  readonly session: string | undefined;
}

type Start = (attempt: Attempt) => ChallengeAnswer | Promise<ChallengeAnswer>;

const byPassword: Start = (attempt) => answerPassword(attempt, requireParameter(attempt.parameters, "PASSWORD"));

/** With CHALLENGE_NAME SRP_A the triggers are told that SRP has begun, and may ask for its second half (documented). */
const byTriggers: Start = (attempt) => {
  if (attempt.parameters["CHALLENGE_NAME"] !== "SRP_A") return continueCustomAuth(attempt);
  requireParameter(attempt.parameters, "SRP_A");
  const round = { challengeName: "SRP_A", challengeResult: true, challengeMetadata: null };
  return continueCustomAuth(withTrail(attempt, { customRounds: [round] }));
};

const STARTS: Readonly<Record<SignInFlow, Start>> = {
  USER_SRP_AUTH: (attempt) => offerPasswordVerifier(attempt, requireParameter(attempt.parameters, "SRP_A")),
  USER_PASSWORD_AUTH: byPassword,
  ADMIN_USER_PASSWORD_AUTH: byPassword,
  CUSTOM_AUTH: byTriggers,
  USER_AUTH: (attempt) => {
    const aimed = beginStepUp(attempt);
    const stepUp = stepUpOf(aimed);
    if (stepUp !== null) return askSecondFactor(stepUp);
    const preferred = aimed.parameters["PREFERRED_CHALLENGE"];
    return preferred === undefined ? offerSelection(aimed) : offerFirstFactor(aimed, preferred);
  },
};

/** What a flow cannot begin without, refused before anybody is looked up. */
const NEEDED: Readonly<Record<SignInFlow, readonly string[]>> = {
  USER_SRP_AUTH: ["SRP_A"],
  USER_PASSWORD_AUTH: ["PASSWORD"],
  ADMIN_USER_PASSWORD_AUTH: ["PASSWORD"],
  CUSTOM_AUTH: [],
  USER_AUTH: [],
};

/** Asks the PreAuthentication trigger, which gets ClientMetadata as validationData (documented), and then starts the flow. */
export async function startSignIn(needs: Needs, call: StartCall): Promise<ChallengeAnswer> {
  const { client, flow, parameters, clientMetadata } = call;
  const username = requireParameter(parameters, "USERNAME");
  checkSecretHash(client, username, parameters["SECRET_HASH"] ?? null);
  for (const name of NEEDED[flow]) requireParameter(parameters, name);
  if (flow === "USER_AUTH" && call.session !== undefined) return signInAfterSignUp(needs, { ...call, session: call.session, username });
  if (NEEDED[flow].includes("PASSWORD")) await migrateUnknown(needs, call, username, requireParameter(parameters, "PASSWORD"));
  const trail = { ...newTrail(flow), deviceKey: parameters["DEVICE_KEY"] ?? null };
  const { user, username: userName } = resolveSubject(needs, client, username, trail);
  const context = { needs, pool: requirePool(needs, client.poolId), clientId: client.id, userName, user };
  await preAuthentication({ ...context, validationData: clientMetadata });
  // The user may have changed, or come to be, while the triggers ran.
  const subject = resolveSubject(needs, client, username, trail);
  return STARTS[flow]({ needs, client, subject, parameters, clientMetadata });
}
