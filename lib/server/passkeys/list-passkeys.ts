// The trader's passkeys as the pool lists them, with what we know of those that were added through us.
import "server-only";
import type { PasskeyDto, PasskeysDto, WaysInDto } from "@/lib/contracts/passkeys";
import { listClosedWays, type ClosedWay } from "@/lib/server/session/closed-ways";
import { sessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { listPoolPasskeys, type PoolPasskey } from "@/lib/server/step-up/approval-keys";
import { hasAuthenticator } from "./has-authenticator";
import type { PasskeyParts } from "./passkey-parts";
import { listPasskeyRows, type PasskeyRow } from "./passkey-row";

const isoOf = (seconds: number | null): string | null => (seconds === null ? null : new Date(seconds * 1_000).toISOString());

/**
 * Lists what the pool would take, in the pool's order: a row of ours that it no longer lists signs nobody in and is left out. Throws
 * UnavailableError("cognito") on an outage, and RefusalError when the pool no longer takes the token or asks for patience.
 */
export async function listPasskeys(trader: Trader, parts: PasskeyParts = sessionParts()): Promise<PasskeysDto> {
  const [pool, isSetUp] = await Promise.all([listPoolPasskeys(trader, parts), hasAuthenticator(trader, parts)]);
  const nowSeconds = parts.clock.nowSeconds();
  const { rows, closed } = await parts.database.asTrader(trader.sub, async (tx) => ({
    rows: await listPasskeyRows(tx),
    closed: await listClosedWays(tx, nowSeconds),
  }));
  const own = new Map(rows.map((row) => [row.credentialId, row]));
  return { passkeys: pool.map((passkey) => dtoOf(passkey, own.get(passkey.credentialId))), ways: waysOf(closed, isSetUp) };
}

function dtoOf({ credentialId, name, createdAtSeconds }: PoolPasskey, row: PasskeyRow | undefined): PasskeyDto {
  if (row === undefined) {
    return { id: credentialId, name: name === "" ? "Passkey" : name, createdAt: isoOf(createdAtSeconds), addedHere: false, lastUsed: null };
  }
  return { id: credentialId, name: row.name, createdAt: isoOf(row.createdAtSeconds), addedHere: true, lastUsed: lastUseOf(row) };
}

function lastUseOf({ lastUsedAtSeconds, lastUsedFor, lastUsedDevice, lastUsedNetwork }: PasskeyRow): PasskeyDto["lastUsed"] {
  const at = isoOf(lastUsedAtSeconds);
  if (at === null || lastUsedFor === null) return null;
  return { at, usedFor: lastUsedFor, device: lastUsedDevice ?? "", network: lastUsedNetwork ?? "" };
}

function waysOf(closed: readonly ClosedWay[], isSetUp: boolean): WaysInDto {
  const password = closed.find(({ way }) => way === "password");
  const isRemoved = closed.some(({ way }) => way === "authenticator");
  const state = password === undefined ? "off" : password.opensAtSeconds === null ? "on" : "leaving";
  return {
    passkeyOnly: { state, since: isoOf(password?.closedAtSeconds ?? null), endsAt: isoOf(password?.opensAtSeconds ?? null) },
    authenticator: isRemoved ? "removed" : isSetUp ? "active" : "none",
  };
}
