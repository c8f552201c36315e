// What each fault of a grant is on the wire. The sentences say what to do next, and nothing of what the grant was for.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import type { GrantFault } from "@/lib/step-up/judge-grant";
import { PROOF_GOOD_SECONDS } from "@/lib/policy/account-policy";

const REFUSAL_OF_FAULT: Readonly<Record<GrantFault, Refusal>> = {
  not_found: { code: "not_found" },
  other_session: { code: "forbidden", detail: "This approval was started in another session." },
  proof_not_allowed: { code: "forbidden", detail: "This cannot be approved that way. Use another of the ways that are offered." },
  grant_mismatch: {
    code: "grant_mismatch",
    detail: "What was shown for approval is not what would be done now. Start the approval again.",
  },
  grant_used: { code: "grant_used" },
  grant_expired: { code: "grant_expired", detail: "Start the approval again." },
  already_proven: { code: "grant_used", detail: "This approval was already given." },
  unproven: { code: "step_up_required", maxAgeSeconds: PROOF_GOOD_SECONDS },
};

/** The refusal for a fault of a grant. */
export function grantRefusal(fault: GrantFault): Refusal {
  return REFUSAL_OF_FAULT[fault];
}
