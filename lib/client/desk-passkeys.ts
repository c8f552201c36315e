// Passkeys of the desk: seen, vouched for and turned down through our own API; enrolled and removed through Amplify, which is loaded on demand.
import type { OperatorPasskeyEntry } from "@/lib/contracts/operator-session";
import { fetchJson } from "./fetch-json";
import { loadPasskeys } from "./load-passkeys";
import type { PoolAddress } from "./pool-address";
import { readDeskSession } from "./desk-session";

/** Every operator's passkeys. */
export async function listDeskPasskeys(): Promise<readonly OperatorPasskeyEntry[]> {
  return ((await fetchJson("/api/ops/passkeys")) as { readonly passkeys: readonly OperatorPasskeyEntry[] }).passkeys;
}

/** Vouches for a colleague's passkey with a proven grant. */
export async function confirmDeskPasskey(credentialId: string, grantId: string): Promise<void> {
  await fetchJson(`/api/ops/passkeys/${encodeURIComponent(credentialId)}/confirm`, { method: "POST", body: { grantId } });
}

/** Turns a passkey down that does not count yet. */
export async function rejectDeskPasskey(credentialId: string): Promise<void> {
  await fetchJson(`/api/ops/passkeys/${encodeURIComponent(credentialId)}/reject`, { method: "POST", body: {} });
}

/** Runs the browser's ceremony and enrols the passkey it makes. */
export async function addDeskPasskey(pool: PoolAddress): Promise<void> {
  const [{ addPasskey }, { shells }] = await Promise.all([loadPasskeys(), readDeskSession()]);
  await addPasskey(pool, shells);
}

/** Removes one of the operator's own. */
export async function removeDeskPasskey(pool: PoolAddress, credentialId: string): Promise<void> {
  const [{ removePasskey }, { shells }] = await Promise.all([loadPasskeys(), readDeskSession()]);
  await removePasskey(pool, credentialId, shells);
}
