// The extra step of an unusual sign-in: how it is met, and every way on from it.
import type { StateName } from "./auth-states";
import type { Edge } from "./graph-shapes";

export const UNUSUAL_EDGES = {
  unusual: {
    ...{ from: "signed_out", to: "unusual", by: "gives the right password in an unusual sign-in", needs: ["password"] },
    steps: ["CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE"],
  },
  unusual_cleared: { from: "unusual", to: "code_asked", by: "types the mailed code", needs: ["mailbox"] },
  unusual_cleared_by_paper: { from: "unusual", to: "code_asked", by: "types a recovery code", needs: ["recovery_code"] },
  unusual_mailed_again: { from: "unusual", to: "unusual", by: "asks for another code after a wait; the older one works too" },
  unusual_wrong: { from: "unusual", to: "unusual", by: "types another code" },
  unusual_ended: {
    ...{ from: "unusual", to: "signed_out", by: "types a third wrong code", exceptions: ["SuspicionNotClearedException"] },
  },
  unusual_guessed: { from: "unusual", to: "locked", by: "guesses mailed codes too often" },
  unusual_by_passkey: { from: "unusual", to: "signed_out", by: "goes back and uses a passkey, or a browser that is known" },
  unusual_too_late: {
    ...{ from: "code_asked", to: "signed_out", by: "became unusual on the way, and starts again" },
    exceptions: ["UnusualSignInException"],
  },
} as const satisfies Record<string, Edge<StateName>>;
