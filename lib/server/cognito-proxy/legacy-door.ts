// The temporary door for old passwords: one operation, and no sign-in whose end is a session.
import "server-only";
import { invariant } from "@/lib/ground/invariant";
import { COOKIES } from "@/lib/server/session/cookies";

import { legacySignIn } from "./legacy-sign-in";
import { SIGN_IN_DOOR } from "./sign-in-door";
import type { Door } from "./speak-cognito";

/** The name that the page asks by; it is no operation of Cognito's, and the other doors do not know it. */
export const LEGACY_TARGET = "Holdfast.LegacySignIn";

export const LEGACY_DOOR: Door = {
  find: (target) => (target === LEGACY_TARGET ? legacySignIn : null),
  record: SIGN_IN_DOOR.record,
  flow: {
    ...{ context: "legacy-sign-in", preAuthCookie: COOKIES.preAuth, challenges: [], firstFactors: [] },
    // Nobody comes in here, so nothing of a coming in is judged.
    suspect: async () => [],
    // Nobody takes an account over in a browser where another trader is signed in.
    admit: SIGN_IN_DOOR.flow.admit,
    complete: () => {
      invariant(false, "an old password opens no session");
    },
  },
};
