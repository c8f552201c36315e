// The last judgement before a signature. The worker believes nobody: it makes the terms again from the stored columns, their hash from the
// terms, the challenge from the hash, and asks whether the trader's own key signed that. Whoever changes what was approved
// gets nothing paid. Whoever holds the app's whole role can invent an approval by a key of its own; that key is then what the receipt names.
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { termsHash } from "@/lib/approval/terms-hash";
import { canonicalJson } from "@/lib/approval/canonical-json";
import { verifyAssertion } from "@/lib/approval/verify-assertion";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { termsOfRow } from "@/lib/withdrawals/terms-of-row";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import type { ApprovedWithdrawal, GrantRow, HeldMoney } from "./approved-withdrawal";
import type { Worker } from "./worker";

/** What does not fit, for the log. The trader is told one thing only: the approval does not verify. */
export type ApprovalFault =
  "terms_changed" | "version_unknown" | "grant_missing" | "grant_differs" | "grant_unused" | "proof_invalid" | "hold_differs";

/** The terms that were approved, when every check says so. */
export async function verifyApproval(
  { row, grant, held }: ApprovedWithdrawal,
  approvedAt: Worker["approvedAt"],
): Promise<Result<WithdrawalTerms, ApprovalFault>> {
  if (row.version !== 1) return refuse("version_unknown");
  const terms = termsOfRow(row);
  const hash = termsHash(terms);
  if (hash !== row.terms_hash) return refuse("terms_changed");
  if (grant === null) return refuse("grant_missing");
  const isForThis = grant.sub === row.trader && grant.purpose === "withdrawal" && grant.subject_id === row.id && grant.proof === row.proof;
  if (!isForThis || grant.terms_hash !== hash || grant.terms !== canonicalJson(terms)) return refuse("grant_differs");
  if (!grant.is_used) return refuse("grant_unused");
  if (!(await isProven(grant, hash, approvedAt))) return refuse("proof_invalid");
  return isHeldFor(terms, held) ? accept(terms) : refuse("hold_differs");
}

/** Password and code leave nothing that could be checked again: the grant's own word is all there is, which is why its caps are small. */
async function isProven(grant: GrantRow, hash: string, approvedAt: Worker["approvedAt"]): Promise<boolean> {
  if (grant.proof === "password_totp") return true;
  const { credential_id, public_key, client_data_json, authenticator_data, signature } = grant;
  if (grant.proof !== "passkey" || credential_id === null || public_key === null) return false;
  if (client_data_json === null || authenticator_data === null || signature === null) return false;
  const verified = await verifyAssertion(
    {
      credentialId: credential_id,
      publicKey: public_key,
      clientDataJson: client_data_json,
      authenticatorData: authenticator_data,
      signature,
    },
    { challenge: stepUpChallenge(grant.nonce, hash), ...approvedAt },
  );
  return verified.ok;
}

/** The ledger has one fee account per asset, so a fee in another asset would not be covered by the hold. */
function isHeldFor(terms: WithdrawalTerms, held: HeldMoney | null): boolean {
  return (
    held !== null &&
    terms.feeAsset === terms.asset &&
    held.asset === terms.asset &&
    held.network === terms.network &&
    held.amountBaseUnits === BigInt(terms.amount) + BigInt(terms.fee)
  );
}
