// The passkeys that may approve: enrolled through us, so that we know their public keys, and still listed by the pool.
import "server-only";
import * as z from "zod";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { sessionParts, type SessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";

/** A passkey enrolled through us. `publicKey` is a COSE_Key. */
export interface ApprovalKey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly transports: readonly string[];
}

/** The trader's passkeys that were enrolled through us, oldest first. Whether the pool still lists them is another question. */
export async function findOwnKeys(tx: Transaction): Promise<readonly ApprovalKey[]> {
  return tx.query<ApprovalKey>(
    `SELECT credential_id AS "credentialId", public_key AS "publicKey", transports FROM holdfast.passkeys ORDER BY created_at, credential_id`,
  );
}

const PAGE_SIZE = 20;
// Cognito allows 20 passkeys a user; a pool that never stops naming next pages must not hold a request.
const PAGES_MAX = 10;
const PAGE = z.object({
  Credentials: z
    .array(z.object({ CredentialId: z.string(), FriendlyCredentialName: z.string().default(""), CreatedAt: z.number().optional() }))
    .default([]),
  NextToken: z.string().min(1).optional(),
});

/** A passkey as the pool lists it, whoever put it there. Seconds since the Unix epoch; null when the pool does not say. */
export interface PoolPasskey {
  readonly credentialId: string;
  readonly name: string;
  readonly createdAtSeconds: number | null;
}

/** Whoever is signed in at a pool, a trader's or the staff's: the token says whose passkeys it is about. */
export type PoolTokenHolder = Pick<Trader, "accessToken">;

/** The credential ids among what listPoolPasskeys answers, which promises and throws the same. */
export async function listedCredentialIds(
  owner: PoolTokenHolder,
  parts: Pick<SessionParts, "callCognito"> = sessionParts(),
): Promise<ReadonlySet<string>> {
  return new Set((await listPoolPasskeys(owner, parts)).map(({ credentialId }) => credentialId));
}

/**
 * The passkeys that the pool lists for the token's owner now. It is a call over the network and must not happen inside a transaction.
 * Throws UnavailableError("cognito") on an outage, and RefusalError when the pool no longer takes the token or asks for patience.
 */
export async function listPoolPasskeys(
  owner: PoolTokenHolder,
  parts: Pick<SessionParts, "callCognito"> = sessionParts(),
): Promise<readonly PoolPasskey[]> {
  const passkeys: PoolPasskey[] = [];
  let next: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await parts.callCognito("ListWebAuthnCredentials", {
      AccessToken: owner.accessToken,
      MaxResults: PAGE_SIZE,
      ...(next === undefined ? {} : { NextToken: next }),
    });
    if (!answer.ok) throw refusalOfPool(answer.refusal.name);
    const list = PAGE.safeParse(answer.value);
    if (!list.success) break;
    for (const { CredentialId, FriendlyCredentialName, CreatedAt } of list.data.Credentials) {
      passkeys.push({ credentialId: CredentialId, name: FriendlyCredentialName, createdAtSeconds: CreatedAt ?? null });
    }
    next = list.data.NextToken;
    if (next === undefined) return passkeys;
  }
  throw new UnavailableError("cognito", "The user pool did not list the trader's passkeys as it should.");
}

function refusalOfPool(name: string): Error {
  // The verifier still took the token, the pool does not: a renewal finds out whether the session goes on.
  if (name === "NotAuthorizedException") return new RefusalError({ code: "session_expired" });
  if (name === "TooManyRequestsException") return new RefusalError({ code: "rate_limited", retryAfterSeconds: 1 });
  return new UnavailableError("cognito", "The user pool refused to list the trader's passkeys.");
}
