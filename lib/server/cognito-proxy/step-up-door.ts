// Step-up by password and code: unmodified Amplify signs in a second time, through an address that belongs to one grant. The session that asks
// is judged in front of this; here the grant is, before every step.
import "server-only";
import { normaliseEmail } from "@/lib/identity/email-address";
import { COOKIES } from "@/lib/server/session/cookies";
import type { Trader } from "@/lib/server/session/trader";
import { findOpenGrant } from "@/lib/server/step-up/find-open-grant";

import { grantRefused } from "./cognito-exception";
import { completeProof } from "./complete-proof";
import { grantException } from "./grant-exception";
import { recordOutcomes } from "./record-outcomes";
import { isPasswordProofClosed } from "./refuse-password-ways";
import type { Door } from "./speak-cognito";
import { findStepUpOperation } from "./step-up-operations";

/** The door of one grant of the trader's session. Nothing of it touches the session or its cookies. */
export function stepUpDoor(trader: Trader, grantId: string): Door {
  return {
    find: findStepUpOperation,
    record: recordOutcomes,
    flow: {
      context: `step-up:${grantId}`,
      preAuthCookie: COOKIES.preAuth,
      challenges: ["SELECT_CHALLENGE", "PASSWORD_VERIFIER", "SOFTWARE_TOKEN_MFA"],
      firstFactors: ["PASSWORD_SRP"],
      admit: async (email, exchange) => {
        const grant = await findOpenGrant(trader, grantId, "password_totp", exchange.nowSeconds);
        if (!grant.ok) throw grantException(grant.refusal);
        const own = normaliseEmail(trader.email);
        if (!own.ok || own.value !== email) throw grantRefused();
        // A grant that was opened before the trader closed this way still names it.
        if (await isPasswordProofClosed(trader.sub, exchange)) throw grantRefused();
      },
      complete: (result, progress, exchange) => completeProof({ trader, grantId }, result, progress, exchange),
    },
  };
}
