// A grant that was opened, proven and used, written the way the app writes it and with the app's rights, with a real passkey's signature.
import { randomBytes, randomUUID } from "node:crypto";
import { canonicalJson } from "@/lib/approval/canonical-json";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Proof, Purpose } from "@/lib/policy/purpose";
import type { Transaction } from "@/lib/server/postgres/database";
import { createSoftwarePasskey } from "./software-passkey";

export interface UsedGrant {
  readonly purpose: Purpose;
  readonly subjectId: string;
  readonly trader: string;
  readonly terms: object;
  readonly proof: Proof;
  readonly nowSeconds: number;
  /** For which origin the passkey signs. */
  readonly origin: string;
}

/** Writes it, with a session of its own, in the trader's transaction; answers its id. */
export async function insertUsedGrant(tx: Transaction, grant: UsedGrant): Promise<string> {
  const { purpose, subjectId, trader, terms, proof, nowSeconds, origin } = grant;
  const [id, nonce, hash] = [randomUUID(), randomBytes(32), termsHash(terms)];
  const sessionId = await insertSession(tx, trader, nowSeconds);
  await tx.query(
    `INSERT INTO holdfast.step_up_grants (id, sub, session_id, purpose, subject_id, terms, terms_hash, nonce, proofs, opened_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, ARRAY['passkey', 'password_totp'], to_timestamp($9), to_timestamp($9 + 300))`,
    [id, trader, sessionId, purpose, subjectId, canonicalJson(terms), hash, nonce, nowSeconds],
  );
  await tx.query(
    `UPDATE holdfast.step_up_grants
        SET proof = $2, proven_at = to_timestamp($3), proof_ends_at = to_timestamp($3 + 120), credential_id = $4, public_key = $5,
            client_data_json = $6, authenticator_data = $7, signature = $8
      WHERE id = $1`,
    [id, proof, nowSeconds, ...(proof === "passkey" ? sign(stepUpChallenge(nonce, hash), origin) : [null, null, null, null, null])],
  );
  await tx.query("UPDATE holdfast.step_up_grants SET used_at = to_timestamp($2) WHERE id = $1", [id, nowSeconds]);
  return id;
}

/** Credential id, public key, client data, authenticator data and signature of a passkey that nobody has seen before. */
function sign(challenge: string, origin: string): (string | Uint8Array)[] {
  const passkey = createSoftwarePasskey(new URL(origin).hostname);
  const { response } = passkey.sign(challenge, origin) as {
    response: { clientDataJSON: string; authenticatorData: string; signature: string };
  };
  const signed = [response.clientDataJSON, response.authenticatorData, response.signature];
  return [passkey.credentialId, passkey.publicKey, ...signed.map((text) => Buffer.from(text, "base64url"))];
}

async function insertSession(tx: Transaction, trader: string, nowSeconds: number): Promise<string> {
  const id = randomUUID();
  await tx.query(
    `INSERT INTO holdfast.sessions (id, origin_jti, sub, email, username, factors, auth_time, created_at, last_seen_at, device, network)
     VALUES ($1, $2, $3, 'ana@example.test', $3, ARRAY['passkey'], to_timestamp($4), to_timestamp($4), to_timestamp($4), 'test', '127.0.0.0/24')`,
    [id, randomUUID(), trader, nowSeconds],
  );
  return id;
}
