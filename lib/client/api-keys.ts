// The keys of the signed-in trader's programs, one function per call.
import type { ApiKeyDto, ApiKeyListDto, ApiKeyRequest, MadeApiKeyDto } from "@/lib/contracts/api-keys";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";

const pathOf = (id: string) => `/api/api-keys/${encodeURIComponent(id)}` as const;

/** Every key and every draft that can still be approved, read again by the page itself. */
export async function listApiKeys(): Promise<readonly ApiKeyDto[]> {
  return ((await fetchJson("/api/api-keys", { headers: BACKGROUND })) as ApiKeyListDto).keys;
}

/** Stores a key that still needs its approval. */
export async function draftApiKey(request: ApiKeyRequest): Promise<ApiKeyDto> {
  return (await fetchJson("/api/api-keys", { method: "POST", body: request })) as ApiKeyDto;
}

/** Uses the grant's proof up and makes the key. Its secret is in this answer and in no other. */
export async function confirmApiKey(id: string, grantId: string): Promise<MadeApiKeyDto> {
  return (await fetchJson(`${pathOf(id)}/confirm`, { method: "POST", body: { grantId } })) as MadeApiKeyDto;
}

/** Ends a key at its next call. */
export async function revokeApiKey(id: string): Promise<void> {
  await fetchJson(pathOf(id), { method: "DELETE" });
}
