// What an operator approves about passkeys, as terms: the same words when the approval opens and when it is used.
import "server-only";
import { keyFingerprint } from "@/lib/approval/key-fingerprint";
import { refuse, accept, type Result } from "@/lib/ground/result";
import type { Refusal } from "@/lib/contracts/refusal";
import type { Transaction } from "@/lib/server/postgres/database";
import { isoOf } from "@/lib/server/step-up/iso-of";
import type { Operator } from "./operator";
import { operatorHandle } from "./operator-handle";
import { findDeskPasskey, type OperatorPasskeyRow } from "./operator-passkey-row";

/** The acts that this room describes. */
export type PasskeyAct = "passkey_add" | "passkey_remove" | "passkey_confirm";

/** The subject of an act that is about no passkey yet. */
export const NEW_PASSKEY = "new";

/** Terms as they are hashed. */
export type PasskeyTerms = Readonly<Record<string, string | number>>;

const NOT_FOUND: Refusal = { code: "not_found" };
const OWN: Refusal = { code: "forbidden", detail: "A colleague confirms a passkey, never its owner." };
const COUNTS_ALREADY: Refusal = { code: "conflict", detail: "This passkey counts already." };

const named = ({ credentialId, name, publicKey, createdAtSeconds }: OperatorPasskeyRow): PasskeyTerms => ({
  ...{ credentialId, passkeyName: name, passkeyKey: keyFingerprint(publicKey), addedAt: isoOf(createdAtSeconds) },
});

/**
 * The exact terms of an act. Refuses `not_found` (no such passkey, or for a removal somebody else's), and for a confirmation `forbidden` (one's own) and
 * `conflict` (it counts already).
 */
export async function passkeyTerms(
  tx: Transaction,
  operator: Operator,
  { act, subjectId }: { readonly act: PasskeyAct; readonly subjectId: string },
  nowSeconds: number,
): Promise<Result<PasskeyTerms, Refusal>> {
  const head = { version: 1, act, operator: operator.handle, operatorSub: operator.sub };
  if (act === "passkey_add") return subjectId === NEW_PASSKEY ? accept(head) : refuse(NOT_FOUND);
  const passkey = await findDeskPasskey(tx, subjectId, "read");
  if (passkey === null) return refuse(NOT_FOUND);
  const isOwn = passkey.sub === operator.sub;
  if (act === "passkey_remove") return isOwn ? accept({ ...head, ...named(passkey) }) : refuse(NOT_FOUND);
  if (isOwn) return refuse(OWN);
  if (passkey.countsFromSeconds <= nowSeconds) return refuse(COUNTS_ALREADY);
  return accept({ ...head, colleague: operatorHandle(passkey.sub), colleagueSub: passkey.sub, ...named(passkey) });
}
