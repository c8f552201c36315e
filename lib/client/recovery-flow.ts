// Coming back without a second factor, as Amplify does it: the password first, then our own step. Loaded on demand, because Amplify is.
import { confirmSignIn, signIn } from "aws-amplify/auth";
import { RECOVERY_FACTS, type RecoveryFacts } from "@/lib/contracts/recovery";
import { writeRecoveryAnswer, type RecoveryAnswer } from "@/lib/recovery/recovery-answer";
import { configureAmplify } from "./amplify";
import type { PoolAddress } from "./pool-address";
import type { NextStep } from "./sign-in-flow";

/** A step of the pool that belongs to no recovery; the words for failures know its name. */
class OtherStepError extends Error {
  override readonly name: string;

  constructor(step: NextStep["signInStep"]) {
    super(step);
    this.name =
      step === "CONFIRM_SIGN_UP"
        ? "UserNotConfirmedException"
        : step === "RESET_PASSWORD"
          ? "PasswordResetRequiredException"
          : "SignInException";
  }
}

/** Null once somebody is signed in. */
function factsOf(step: NextStep): RecoveryFacts | null {
  if (step.signInStep === "DONE") return null;
  const facts = step.signInStep === "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE" ? RECOVERY_FACTS.safeParse(step.additionalInfo) : null;
  if (facts?.success !== true) throw new OtherStepError(step.signInStep);
  return facts.data;
}

/** Shows the password, by SRP: it is used for arithmetic here and is not sent. Answers what there is to come back with. */
export async function showPassword(pool: PoolAddress, email: string, password: string): Promise<RecoveryFacts | null> {
  configureAmplify(pool);
  const { nextStep } = await signIn({ username: email, password, options: { authFlowType: "CUSTOM_WITH_SRP" } });
  return factsOf(nextStep);
}

/** Answers the recovery step; null once that has opened a session. */
export async function answerRecoveryStep(answer: RecoveryAnswer): Promise<RecoveryFacts | null> {
  const { nextStep } = await confirmSignIn({ challengeResponse: writeRecoveryAnswer(answer) });
  return factsOf(nextStep);
}
