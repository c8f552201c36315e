// An approval of the desk from the browser's side: a grant with its terms, and one passkey's signature over them.
import type { OperatorGrantDto, ProofDto } from "@/lib/contracts/operator-step-up";
import { fetchJson } from "./fetch-json";
import { askAuthenticator } from "./step-up";

/** A grant with what it is for, as the route of the act answers it. Screens show these terms and no others. */
export type DeskGrant = OperatorGrantDto & { readonly terms: Readonly<Record<string, string | number | null>> };

/** Opens a grant for an act about passkeys; `subjectId` is `new` for one that is to be added. */
export async function openPasskeyGrant(act: "passkey_add" | "passkey_remove" | "passkey_confirm", subjectId: string): Promise<DeskGrant> {
  return (await fetchJson(`/api/ops/passkeys/${encodeURIComponent(subjectId)}/grant`, { method: "POST", body: { act } })) as DeskGrant;
}

/** Has the operator's authenticator sign the grant's challenge and shows the signature to the server. Throws ProblemError or a PasskeyProofError. */
export async function proveDeskGrant({ grantId, passkey }: Pick<OperatorGrantDto, "grantId" | "passkey">): Promise<ProofDto> {
  const credential = await askAuthenticator(passkey);
  return (await fetchJson(`/api/ops/step-up/${encodeURIComponent(grantId)}/passkey`, { method: "POST", body: { credential } })) as ProofDto;
}
