// The trader's passkeys and ways in, from our own API: no Amplify is needed to look at them.
import type { PasskeysDto } from "@/lib/contracts/passkeys";
import { fetchJson } from "./fetch-json";

/** All passkeys that could sign in, and how the account is signed in to. Throws ProblemError. */
export async function listPasskeys(): Promise<PasskeysDto> {
  return (await fetchJson("/api/passkeys")) as PasskeysDto;
}

/** Calls a passkey by another name. */
export async function renamePasskey(id: string, name: string): Promise<void> {
  await fetchJson(`/api/passkeys/${encodeURIComponent(id)}`, { method: "PATCH", body: { name } });
}

/** From now on only passkeys open the account. Uses the grant. */
export async function enterPasskeyOnly(grantId: string): Promise<void> {
  await fetchJson("/api/passkey-only/enter", { method: "POST", body: { grantId } });
}

/** Asks for password and code back; they work again after the wait. Uses the grant. */
export async function leavePasskeyOnly(grantId: string): Promise<void> {
  await fetchJson("/api/passkey-only/leave", { method: "POST", body: { grantId } });
}

/** From now on the authenticator's codes are refused. Uses the grant. */
export async function removeAuthenticator(grantId: string): Promise<void> {
  await fetchJson("/api/authenticator/remove", { method: "POST", body: { grantId } });
}
