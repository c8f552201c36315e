// What takes a fresh proof: how it is opened and proven, what it does, and every way in which it does nothing.
import type { StateName } from "./auth-states";
import type { Edge } from "./graph-shapes";

const STRONG = ["password", "totp"] as const;

export const APPROVAL_EDGES = {
  prepared: {
    from: "session",
    to: "prepared",
    by: "asks for a sensitive act; its terms are written down",
    exceptions: ["StepUpRequiredException"],
  },
  not_prepared: {
    ...{ from: "session", to: "session", by: "asks for what cannot be" },
    codes: [
      ...(["amount_invalid", "asset_unknown", "network_unknown", "address_invalid", "insufficient_funds", "address_known"] as const),
      ...(["address_not_allowed", "address_cooling_off", "limit_exceeded", "idempotency_conflict", "market_unknown"] as const),
    ],
  },
  proven_by_passkey: { from: "prepared", to: "proven", by: "signs the terms with a passkey", needs: ["passkey"] },
  proven_by_password: { from: "prepared", to: "proven", by: "gives password and code again", needs: STRONG },
  not_proven: {
    ...{ from: "prepared", to: "prepared", by: "proves it wrongly", codes: ["proof_refused", "step_up_required"] },
    exceptions: ["GrantRefusedException"],
  },
  too_late: {
    from: "prepared",
    to: "session",
    by: "lets it expire",
    codes: ["grant_expired", "quote_expired"],
    exceptions: ["GrantExpiredException"],
  },
  not_this_act: {
    ...{ from: "proven", to: "session", by: "uses it for another act, or twice", exceptions: ["GrantUsedException"] },
    codes: ["grant_mismatch", "grant_used", "conflict"],
  },
  confirmed: { from: "proven", to: "moved", by: "confirms the withdrawal or the order" },
  cancelled: { from: "moved", to: "session", by: "cancels before it is sent, or sees it settle", codes: ["not_cancellable"] },
  way_in_changed: { from: "proven", to: "changed", by: "changes password, email, authenticator, passkeys or recovery codes" },
  not_changed: {
    from: "proven",
    to: "proven",
    by: "mistypes the present password, or gives the email it has",
    exceptions: ["WrongOldPasswordException", "SameEmailException"],
  },
  not_deleted: {
    from: "session",
    to: "session",
    by: "would delete an account that holds something",
    exceptions: ["AccountNotEmptyException"],
  },
  first_passkey: { from: "session", to: "changed", by: "adds the first passkey right after signing in", needs: STRONG },
  change_done: { from: "changed", to: "session", by: "goes on; every known address is told" },
  last_way_in: {
    from: "session",
    to: "session",
    by: "removes the last way in",
    codes: ["last_way_in"],
    exceptions: ["LastWayInException"],
  },
  passkeys_only_entered: { from: "proven", to: "passkeys_only", by: "gives up password and code", needs: ["passkey"] },
  passkeys_missing: { from: "session", to: "session", by: "has too few passkeys for that", codes: ["passkeys_missing"] },
  passkeys_only_left: { from: "passkeys_only", to: "held", by: "approves leaving, and waits a day", needs: ["passkey"], isWait: true },
} as const satisfies Record<string, Edge<StateName>>;
