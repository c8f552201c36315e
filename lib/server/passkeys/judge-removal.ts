// Whether a passkey may go. Nobody removes the last way into an account: there is no desk that could let them in again.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { listClosedWays, type ClosedWay } from "@/lib/server/session/closed-ways";
import { PASSKEY_ONLY_PASSKEYS_MIN } from "@/lib/server/step-up/credential-act";
import { idsThatStay, listPasskeyRows } from "./passkey-row";

/** What the pool says at the moment of the removal. */
export interface PoolWays {
  readonly listed: ReadonlySet<string>;
  readonly hasAuthenticator: boolean;
}

/** Own passkeys that must stay: two in passkey-only sign-in, one without an authenticator, none beside password and code. */
export function passkeysToKeep(closed: readonly ClosedWay[], hasAuthenticator: boolean): number {
  if (closed.some(({ way }) => way === "password")) return PASSKEY_ONLY_PASSKEYS_MIN;
  return hasAuthenticator && !closed.some(({ way }) => way === "authenticator") ? 0 : 1;
}

/**
 * Whether removing this passkey would leave too few ways in. Never for one that was not added here: it is none of the trader's ways. The caller
 * holds the trader's turn in the room `passkeys` and marks the removal in the same transaction.
 */
export async function isLastWayIn(tx: Transaction, credentialId: string, pool: PoolWays, nowSeconds: number): Promise<boolean> {
  const rows = await listPasskeyRows(tx);
  if (!rows.some((row) => row.credentialId === credentialId)) return false;
  const staying = idsThatStay(rows, pool.listed, nowSeconds).filter((id) => id !== credentialId);
  return staying.length < passkeysToKeep(await listClosedWays(tx, nowSeconds), pool.hasAuthenticator);
}
