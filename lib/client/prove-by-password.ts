// An approval by password and code: unmodified Amplify signs in a second time, in a context of its own whose address belongs to one grant. What
// it gets at the end is worth nothing and is dropped; the page's own Amplify and its session never notice.
import { createAmplifyContext, type AmplifyContext } from "aws-amplify";
import { createUserPoolsTokenProvider } from "aws-amplify/adapter-core";
import { confirmSignIn, signIn, type SignInOutput } from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import type { PoolAddress } from "./pool-address";
import { renewSession } from "./renew-session";

type NextStep = SignInOutput["nextStep"];

// The proof in progress. Amplify keeps the steps of a sign-in in one place for all contexts, so there is never more than one.
let open: AmplifyContext | null = null;

/** Starts the proof with the password; `DONE` or the step that asks for the code. SRP: the password itself is not sent. */
export async function startPasswordProof(pool: PoolAddress, grantId: string, email: string, password: string): Promise<NextStep> {
  ConsoleLogger.LOG_LEVEL = "ERROR";
  const context = contextAt(pool, `${location.origin}/api/step-up/${encodeURIComponent(grantId)}/cognito`);
  await abandonPasswordProof();
  const input = { username: email, password, options: { authFlowType: "USER_SRP_AUTH" } } as const;
  // Amplify itself forgets a sign-in that fails at its start.
  const { nextStep } = await renewed(() => signIn(context, input));
  if (nextStep.signInStep !== "DONE") open = context;
  return nextStep;
}

/** Answers the step that is open with the code. After a code that was wrong another may be given; any other failure ends the proof. */
export async function answerPasswordProof(code: string): Promise<NextStep> {
  const context = open;
  if (context === null) throw new ProofNotStarted();
  try {
    const { nextStep } = await renewed(() => confirmSignIn(context, { challengeResponse: code }));
    if (nextStep.signInStep === "DONE") open = null;
    return nextStep;
  } catch (failure) {
    if (!(failure instanceof Error && GOES_ON_AFTER.has(failure.name))) await abandonPasswordProof();
    throw failure;
  }
}

/** Leaves nothing of a proof in progress behind, in memory or in sessionStorage. Without one it does nothing. */
export async function abandonPasswordProof(): Promise<void> {
  const context = open;
  open = null;
  if (context === null) return;
  const { userPoolId, userPoolClientId } = context.resourcesConfig.Auth?.Cognito ?? {};
  if (userPoolId === undefined || userPoolClientId === undefined) return;
  // Amplify has no call for this, but forgets the steps of a sign-in whenever a new one fails. This one fails before anything is sent,
  // because its address is none.
  const nowhere = contextAt({ userPoolId, clientId: userPoolClientId }, "nowhere");
  await signIn(nowhere, { username: "nobody", options: { authFlowType: "CUSTOM_WITHOUT_SRP" } }).catch(() => undefined);
}

// The same step may be answered again after these; the proxy's seal and the pool's session are still good.
const GOES_ON_AFTER: ReadonlySet<string> = new Set([
  "CodeMismatchException",
  "EmptyChallengeResponse",
  "ExpiredCodeException",
  "LockedOutException",
  "NetworkError",
]);

/** There is no password proof to answer: it was never started, or it has ended. Its name is Amplify's own for that. */
class ProofNotStarted extends Error {
  override readonly name = "SignInException";
}

function contextAt({ userPoolId, clientId }: PoolAddress, userPoolEndpoint: string): AmplifyContext {
  const Auth = { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint } };
  return createAmplifyContext({ Auth }, { Auth: { tokenProvider: createUserPoolsTokenProvider(Auth, ownMemory()) } });
}

/** A storage that nobody shares: what Amplify writes at the end must not be found by the page's own context. */
function ownMemory() {
  const kept = new Map<string, string>();
  return {
    setItem: (key: string, value: string) => Promise.resolve(void kept.set(key, value)),
    getItem: (key: string) => Promise.resolve(kept.get(key) ?? null),
    removeItem: (key: string) => Promise.resolve(void kept.delete(key)),
    clear: () => {
      kept.clear();
      return Promise.resolve();
    },
  };
}

/** Takes the step again, once, when the page's session only had to be renewed: nothing was asked of the pool before that. */
async function renewed<Step>(take: () => Promise<Step>): Promise<Step> {
  try {
    return await take();
  } catch (failure) {
    if (!(failure instanceof Error) || failure.name !== "SessionStaleException" || (await renewSession()) !== "renewed") throw failure;
    return take();
  }
}
