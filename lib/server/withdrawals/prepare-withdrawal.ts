// A withdrawal is written down before anybody approves it, so that what is shown, signed and done is one and the same row.
import "server-only";
import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/approval/canonical-json";
import { termsHash } from "@/lib/approval/terms-hash";
import type { WithdrawalDto, WithdrawalRequest } from "@/lib/contracts/withdrawals";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { draftTerms } from "./draft-terms";
import { withdrawalDto } from "./withdrawal-dto";
import type { WithdrawalParts } from "./withdrawal-parts";
import { findByKey, insertWithdrawal, type WithdrawalRow } from "./withdrawal-row";

const KEY_FORM = /^[\x20-\x7e]{1,200}$/;
const KEY_SENTENCE = "Send an Idempotency-Key header of 1 to 200 printable characters.";

/**
 * Stores the terms of a new withdrawal; nothing moves. The same key and request, however often and from however many processes, are one
 * withdrawal, answered as it stands now. Throws RefusalError: `invalid_request` (no key), `idempotency_conflict`, and what draftTerms refuses.
 */
export async function prepareWithdrawal(
  trader: Pick<Trader, "sub">,
  idempotencyKey: string | null,
  request: WithdrawalRequest,
  parts: WithdrawalParts = services(),
): Promise<WithdrawalDto> {
  if (idempotencyKey === null || !KEY_FORM.test(idempotencyKey)) throw new RefusalError({ code: "invalid_request", detail: KEY_SENTENCE });
  const bodySha256 = sha256Of(request);
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    const known = await findByKey(tx, trader.sub, idempotencyKey);
    const row = known ?? (await store(tx, trader.sub, idempotencyKey, request, bodySha256, nowSeconds));
    if (!row.bodySha256.equals(bodySha256)) throw new RefusalError({ code: "idempotency_conflict" });
    return withdrawalDto(tx, row, nowSeconds);
  });
}

/** The row under the key: the new one, or the one that a parallel request stored first. */
async function store(
  tx: Transaction,
  sub: string,
  idempotencyKey: string,
  request: WithdrawalRequest,
  bodySha256: Buffer,
  nowSeconds: number,
): Promise<WithdrawalRow> {
  const drafted = await draftTerms(tx, sub, request, nowSeconds);
  if (!drafted.ok) throw new RefusalError(drafted.refusal);
  const terms = drafted.value;
  await insertWithdrawal(tx, { idempotencyKey, bodySha256, addressId: request.addressId, terms, termsHash: termsHash(terms) });
  const stored = await findByKey(tx, sub, idempotencyKey);
  invariant(stored !== null, "a key under which a withdrawal was stored is known");
  return stored;
}

const sha256Of = ({ asset, network, amount, addressId, memo }: WithdrawalRequest): Buffer =>
  createHash("sha256")
    .update(canonicalJson({ asset, network, amount, addressId, memo: memo ?? null }), "utf8")
    .digest();
