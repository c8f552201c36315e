// A settled withdrawal as something that others can check without us: every value comes from what was stored when it happened.
import "server-only";
import { keyFingerprint } from "@/lib/approval/key-fingerprint";
import type { PasskeyApproval, PasswordApproval, ReceiptDto } from "@/lib/contracts/receipt";
import { invariant } from "@/lib/ground/invariant";
import { writeReceipt } from "@/lib/receipt/write-receipt";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { termsTime } from "@/lib/withdrawals/terms-of-row";
import type { WithdrawalParts } from "./withdrawal-parts";
import { findWithdrawal } from "./withdrawal-row";

interface Evidence {
  readonly grant_id: string;
  readonly nonce: Buffer;
  readonly approved_at: Date;
  readonly proof: "passkey" | "password_totp";
  readonly credential_id: string | null;
  readonly public_key: Buffer | null;
  readonly client_data_json: Buffer | null;
  readonly authenticator_data: Buffer | null;
  readonly signature: Buffer | null;
  readonly sender: string;
  readonly raw_transaction: string;
  readonly tx_hash: string;
  readonly block_number: bigint;
  readonly block_hash: string;
  readonly confirmations: number;
  readonly settled_at: Date;
}

const EVIDENCE = `
  SELECT w.grant_id, w.approved_at, w.proof, g.nonce, g.credential_id, g.public_key, g.client_data_json, g.authenticator_data, g.signature,
         s.sender, s.raw_transaction, s.tx_hash, s.block_number, s.block_hash, s.confirmations, e.at AS settled_at
    FROM holdfast.withdrawals w
    JOIN holdfast.step_up_grants g ON g.id = w.grant_id
    JOIN holdfast.settlements s ON s.withdrawal_id = w.id
    JOIN holdfast.withdrawal_events e ON e.withdrawal_id = w.id AND e.state = 'settled'
   WHERE w.id = $1 AND w.state = 'settled'`;

/** The receipt as a file: canonical JSON and a line feed. Throws RefusalError `not_found` until the withdrawal is settled, and like readWithdrawal. */
export async function readReceiptFile(
  trader: Pick<Trader, "sub">,
  id: string,
  parts: Pick<WithdrawalParts, "database"> = services(),
): Promise<string> {
  return parts.database.asTrader(trader.sub, async (tx) => writeReceipt(await receiptOf(tx, id)));
}

/** The same receipt as a value, for its page; it is read from the file's text, so that page and file cannot differ. */
export async function readReceipt(
  trader: Pick<Trader, "sub">,
  id: string,
  parts: Pick<WithdrawalParts, "database"> = services(),
): Promise<ReceiptDto> {
  return JSON.parse(await readReceiptFile(trader, id, parts)) as ReceiptDto;
}

async function receiptOf(tx: Transaction, id: string): Promise<Omit<ReceiptDto, "digest">> {
  const row = await findWithdrawal(tx, id, "read");
  const [evidence] = row === null ? [] : await tx.query<Evidence>(EVIDENCE, [row.id]);
  if (row === null || evidence === undefined) throw new RefusalError({ code: "not_found" });
  return {
    ...{ version: 1, kind: "withdrawal", terms: row.terms, termsHash: row.termsHash },
    approval: approvalOf(evidence),
    settlement: {
      sender: evidence.sender,
      rawTransaction: evidence.raw_transaction,
      txHash: evidence.tx_hash,
      blockNumber: evidence.block_number.toString(),
      blockHash: evidence.block_hash,
      confirmations: evidence.confirmations,
      settledAt: termsTime(evidence.settled_at),
    },
  };
}

function approvalOf(evidence: Evidence): PasskeyApproval | PasswordApproval {
  const grant = { grantId: evidence.grant_id, grantNonce: base64url(evidence.nonce), approvedAt: termsTime(evidence.approved_at) };
  if (evidence.proof === "password_totp") return { ...grant, proof: evidence.proof };
  const { credential_id, public_key, client_data_json, authenticator_data, signature } = evidence;
  invariant(
    credential_id !== null && public_key && client_data_json && authenticator_data && signature,
    "a passkey's approval keeps its evidence",
  );
  const origin = originOf(client_data_json);
  return {
    ...{ ...grant, proof: evidence.proof, origin, rpId: new URL(origin).hostname, credentialId: credential_id },
    ...{ publicKey: base64url(public_key), keyFingerprint: keyFingerprint(public_key) },
    ...{ clientDataJSON: base64url(client_data_json), authenticatorData: base64url(authenticator_data), signature: base64url(signature) },
  };
}

const base64url = (bytes: Buffer): string => bytes.toString("base64url");

/** Where it was signed, as the authenticator's own words have it: today's settings may name another address than those of that day. */
function originOf(clientDataJson: Buffer): string {
  const { origin } = JSON.parse(clientDataJson.toString("utf8")) as { readonly origin?: unknown };
  invariant(typeof origin === "string", "verified client data names its origin");
  return origin;
}
