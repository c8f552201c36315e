// Whether a grant stands for exactly these terms: the one judgement that every act of custody needs, whatever it moves. The worker believes
// nobody: the challenge is made again from the hash, and the trader's own key must have signed that. Whoever changes what was approved gets
// nothing sent. Whoever holds the app's whole role can invent an approval by a key of its own; that key is then what is on record.
import { canonicalJson } from "@/lib/approval/canonical-json";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { verifyAssertion } from "@/lib/approval/verify-assertion";
import type { Act } from "./open-settlements";
import type { GrantRow } from "./read-grant";
import type { Worker } from "./worker";

/** What does not fit, for the log. The trader is told one thing only: the approval does not verify. */
export type GrantFault = "grant_missing" | "grant_differs" | "grant_unused" | "proof_invalid";

/** The act as its own row has it; `hash` was made anew from `terms`. */
export interface ApprovedAct {
  readonly purpose: Act;
  readonly subjectId: string;
  readonly trader: string;
  readonly proof: string | null;
  readonly terms: object;
  readonly hash: string;
}

/** Null when the grant approves exactly that. */
export async function findGrantFault(
  act: ApprovedAct,
  grant: GrantRow | null,
  approvedAt: Worker["approvedAt"],
): Promise<GrantFault | null> {
  if (grant === null) return "grant_missing";
  const { purpose, subjectId, trader, proof, terms, hash } = act;
  const isForThis = grant.sub === trader && grant.purpose === purpose && grant.subject_id === subjectId && grant.proof === proof;
  if (!isForThis || grant.terms_hash !== hash || grant.terms !== canonicalJson(terms)) return "grant_differs";
  if (!grant.is_used) return "grant_unused";
  return (await isProven(grant, hash, approvedAt)) ? null : "proof_invalid";
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
