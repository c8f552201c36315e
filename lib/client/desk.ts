// The calls of the support desk's screens. Whoever presses signs: each step that counts takes the operator's passkey over the terms that the server wrote.
import type { DeskGrantDto, DeskRequestDto, DeskRequestInput, FoundTraderDto } from "@/lib/contracts/desk";
import { proveDeskGrant } from "./desk-approval";
import { fetchJson } from "./fetch-json";

const post = (path: `/api/ops/${string}`, body: unknown): Promise<unknown> => fetchJson(path, { method: "POST", body });

/** Accounts that a query names. Throws ProblemError. */
export async function findTraders(query: string): Promise<readonly FoundTraderDto[]> {
  return ((await post("/api/ops/traders/find", { query })) as { traders: readonly FoundTraderDto[] }).traders;
}

/** Writes a draft and opens its approval. Nothing has been asked for yet. Throws ProblemError. */
export async function draftRequest(input: DeskRequestInput): Promise<DeskGrantDto> {
  return (await post("/api/ops/requests", input)) as DeskGrantDto;
}

/** Opens the approval of one decision. Throws ProblemError. */
export async function openDecision(id: string, decision: "approve" | "reject"): Promise<DeskGrantDto> {
  return (await post(`/api/ops/requests/${id}/decision`, { decision })) as DeskGrantDto;
}

/** Signs a draft and asks. Throws ProblemError or a PasskeyProofError. */
export async function placeRequest({ request, grant }: DeskGrantDto): Promise<DeskRequestDto> {
  await proveDeskGrant(grant);
  return (await post(`/api/ops/requests/${request.id}/place`, { grantId: grant.grantId })) as DeskRequestDto;
}

/** Signs a decision and decides. Throws ProblemError or a PasskeyProofError. */
export async function decideRequest({ request, grant }: DeskGrantDto, decision: "approve" | "reject"): Promise<DeskRequestDto> {
  await proveDeskGrant(grant);
  return (await post(`/api/ops/requests/${request.id}/decide`, { decision, grantId: grant.grantId })) as DeskRequestDto;
}

/** Takes one's own request back. Throws ProblemError. */
export async function withdrawRequest(id: string): Promise<DeskRequestDto> {
  return (await post(`/api/ops/requests/${id}/withdraw`, {})) as DeskRequestDto;
}
