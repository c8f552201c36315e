// Public keys of the passkeys enrolled through us, and the enrolments in progress. Every statement runs as the trader.
import "server-only";
import type { Database } from "@/lib/server/postgres/database";

/** A registration that we verified ourselves. `publicKey` is COSE; flags are as the authenticator signed them. */
export interface VerifiedPasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly signCount: number;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly isBackupEligible: boolean;
  readonly isBackedUp: boolean;
}

/** What an enrolment in progress must match. */
export interface Ceremony {
  readonly challenge: string;
  readonly relyingPartyId: string;
  /** Opened without an approval, as the account's first; it ends with nothing when there is a passkey by then. */
  readonly isFirst: boolean;
}

const CEREMONY_SECONDS = 300;

/** Starts an enrolment for one session; an earlier one of the same session is replaced. */
export async function openCeremony(
  database: Database,
  owner: { readonly sub: string; readonly sessionId: string },
  ceremony: Ceremony,
  nowSeconds: number,
): Promise<void> {
  await database.asTrader(owner.sub, (tx) =>
    tx.query(
      `INSERT INTO holdfast.webauthn_ceremonies (session_id, sub, challenge, relying_party_id, is_first, expires_at)
       VALUES ($1, $2, $3, $4, $5, to_timestamp($6))
       ON CONFLICT (session_id) DO UPDATE
         SET challenge = excluded.challenge, relying_party_id = excluded.relying_party_id, is_first = excluded.is_first,
             expires_at = excluded.expires_at`,
      [owner.sessionId, owner.sub, ceremony.challenge, ceremony.relyingPartyId, ceremony.isFirst, nowSeconds + CEREMONY_SECONDS],
    ),
  );
}

/** Takes the session's enrolment out, so that it can be finished once only. Null when there is none, or it is older than five minutes. */
export async function takeCeremony(
  database: Database,
  owner: { readonly sub: string; readonly sessionId: string },
  nowSeconds: number,
): Promise<Ceremony | null> {
  const [row] = await database.asTrader(owner.sub, (tx) =>
    tx.query<Ceremony & { isOpen: boolean }>(
      `DELETE FROM holdfast.webauthn_ceremonies WHERE session_id = $1
       RETURNING challenge, relying_party_id AS "relyingPartyId", is_first AS "isFirst", expires_at > to_timestamp($2) AS "isOpen"`,
      [owner.sessionId, nowSeconds],
    ),
  );
  return row?.isOpen === true ? { challenge: row.challenge, relyingPartyId: row.relyingPartyId, isFirst: row.isFirst } : null;
}

/** Keeps a verified passkey under its first name. False when the credential is already known, whoever's it is. */
export async function keepPasskey(
  database: Database,
  sub: string,
  passkey: VerifiedPasskey & { readonly name: string },
  nowSeconds: number,
): Promise<boolean> {
  const rows = await database.asTrader(sub, (tx) =>
    tx.query(
      `INSERT INTO holdfast.passkeys
         (credential_id, sub, public_key, sign_count, transports, aaguid, is_backup_eligible, is_backed_up, created_at, name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9), $10)
       ON CONFLICT (credential_id) DO NOTHING RETURNING credential_id`,
      [
        passkey.credentialId,
        sub,
        Buffer.from(passkey.publicKey),
        passkey.signCount,
        [...passkey.transports],
        passkey.aaguid,
        passkey.isBackupEligible,
        passkey.isBackedUp,
        nowSeconds,
        passkey.name,
      ],
    ),
  );
  return rows.length === 1;
}

/** Forgets a passkey of the trader; another trader's is out of reach. */
export async function dropPasskey(database: Database, sub: string, credentialId: string): Promise<void> {
  await database.asTrader(sub, (tx) => tx.query("DELETE FROM holdfast.passkeys WHERE credential_id = $1", [credentialId]));
}

/** Whether the pool has yet to be told that this trader's passkeys count as a second factor. */
export async function isMfaSwitchOwed(database: Database, sub: string): Promise<boolean> {
  const [row] = await database.asTrader(sub, (tx) =>
    tx.query<{ isOwed: boolean }>(`SELECT EXISTS (SELECT 1 FROM holdfast.passkeys WHERE mfa_enabled_at IS NULL) AS "isOwed"`),
  );
  return row?.isOwed === true;
}

/** Notes that the pool was told. */
export async function noteMfaSwitched(database: Database, sub: string, nowSeconds: number): Promise<void> {
  await database.asTrader(sub, (tx) =>
    tx.query("UPDATE holdfast.passkeys SET mfa_enabled_at = to_timestamp($1) WHERE mfa_enabled_at IS NULL", [nowSeconds]),
  );
}
