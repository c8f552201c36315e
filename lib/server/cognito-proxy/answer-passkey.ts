// A passkey's answer on its way to the pool, the traders' or the staff's.
import "server-only";
import { askCognito } from "./ask-cognito";
import { CognitoException, wrongPassword } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { noteOutcome } from "./note-outcome";
import type { SignInState } from "./sign-in-state";

// Cognito's words for a challenge session that was answered before.
const SPENT_SESSION = "Invalid session for the user";

/** An assertion. A made-up challenge, or one that was answered before, is refused like a wrong assertion: nobody learns which it was. */
export async function answerPasskey(state: SignInState, body: object, exchange: Exchange): Promise<Record<string, unknown>> {
  // The pool is asked about a made-up one too, so that the way there and back takes as long; it knows no such challenge.
  return askCognito("RespondToAuthChallenge", body).then(
    (answer) => {
      if (state.isDecoy === true) throw wrongPassword();
      return answer;
    },
    (refusal: unknown) => {
      noteOutcome(exchange, "sign_in_failed", { email: state.email, purpose: "passkey" });
      const isThrottled = refusal instanceof CognitoException && refusal.name === "RateLimitedException";
      const isDead = state.isDecoy === true || (refusal instanceof CognitoException && refusal.message.startsWith(SPENT_SESSION));
      throw isDead && refusal instanceof CognitoException && !isThrottled ? wrongPassword() : refusal;
    },
  );
}
