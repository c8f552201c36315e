// The calls of the support desk's screens. Whoever presses signs: each step that counts takes the operator's passkey over the terms that the server wrote.
import type { DeskGrantDto, DeskRequestDto, DeskRequestInput, FoundTraderDto } from "@/lib/contracts/desk";
import type { OperatorGrantDto } from "@/lib/contracts/operator-step-up";
import { fetchDesk } from "./fetch-desk";
import { askAuthenticator } from "./step-up";

/** Accounts that a query names. Throws ProblemError. */
export async function findTraders(query: string): Promise<readonly FoundTraderDto[]> {
  return ((await fetchDesk("/api/ops/traders/find", "POST", { query })) as { traders: readonly FoundTraderDto[] }).traders;
}

/** Writes a draft and opens its approval. Nothing has been asked for yet. Throws ProblemError. */
export async function draftRequest(input: DeskRequestInput): Promise<DeskGrantDto> {
  return (await fetchDesk("/api/ops/requests", "POST", input)) as DeskGrantDto;
}

/** Opens the approval of one decision. Throws ProblemError. */
export async function openDecision(id: string, decision: "approve" | "reject"): Promise<DeskGrantDto> {
  return (await fetchDesk(`/api/ops/requests/${id}/decision`, "POST", { decision })) as DeskGrantDto;
}

/** Has the passkey sign the grant. Throws ProblemError or a PasskeyProofError. */
async function prove({ grantId, passkey }: OperatorGrantDto): Promise<string> {
  const credential = await askAuthenticator(passkey);
  await fetchDesk(`/api/ops/step-up/${encodeURIComponent(grantId)}/passkey`, "POST", { credential });
  return grantId;
}

/** Signs a draft and asks. Throws ProblemError or a PasskeyProofError. */
export async function placeRequest({ request, grant }: DeskGrantDto): Promise<DeskRequestDto> {
  return (await fetchDesk(`/api/ops/requests/${request.id}/place`, "POST", { grantId: await prove(grant) })) as DeskRequestDto;
}

/** Signs a decision and decides. Throws ProblemError or a PasskeyProofError. */
export async function decideRequest({ request, grant }: DeskGrantDto, decision: "approve" | "reject"): Promise<DeskRequestDto> {
  const body = { decision, grantId: await prove(grant) };
  return (await fetchDesk(`/api/ops/requests/${request.id}/decide`, "POST", body)) as DeskRequestDto;
}

/** Takes one's own request back. Throws ProblemError. */
export async function withdrawRequest(id: string): Promise<DeskRequestDto> {
  return (await fetchDesk(`/api/ops/requests/${id}/withdraw`, "POST", {})) as DeskRequestDto;
}
