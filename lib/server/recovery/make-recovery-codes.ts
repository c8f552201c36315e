// A new set of recovery codes. They are answered once and kept only as hashes; whatever set was there before is worthless from then on.
import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import type { RecoveryCodesMadeDto } from "@/lib/contracts/recovery";
import { invariant } from "@/lib/ground/invariant";
import { RECOVERY_CODES } from "@/lib/policy/account-policy";
import { RECOVERY_CODE_BYTES, writeRecoveryCode } from "@/lib/recovery/recovery-code";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import { findHoldRefusal } from "@/lib/server/session/holds";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { Trader } from "@/lib/server/session/trader";
import { consumeGrant } from "@/lib/server/step-up/consume-grant";
import { CREDENTIAL_ACTS, SELF } from "@/lib/server/step-up/credential-act";
import { countRecoveryCodes } from "./count-recovery-codes";
import { hashRecoveryCode } from "./hash-recovery-code";
import type { RecoveryParts } from "./recovery-parts";

const SALT_BYTES = 16;

/**
 * Uses the grant and makes ten codes. The account's very first set needs none right after a fresh sign-in. Throws RefusalError, and then the old
 * set still works: what consumeGrant refuses, or `account_hold`.
 */
export async function makeRecoveryCodes(
  trader: Trader,
  grantId: string | undefined,
  parts: RecoveryParts = services(),
): Promise<RecoveryCodesMadeDto> {
  const nowSeconds = parts.clock.nowSeconds();
  const { sub, sessionId } = trader;
  const salt = randomBytes(SALT_BYTES);
  const codes = Array.from({ length: RECOVERY_CODES }, () => writeRecoveryCode(randomBytes(RECOVERY_CODE_BYTES)));
  // Ten slow hashes, before anything is locked.
  const hashes = await Promise.all(codes.map((code) => hashRecoveryCode(code, salt)));
  await parts.database.asTrader(sub, async (tx) => {
    // Two sets at once: the second must see the first.
    await lockTrader(tx, "recovery", sub);
    await requireAllowed(tx, trader, grantId, parts, nowSeconds);
    await tx.query("UPDATE holdfast.recovery_code_sets SET replaced_at = to_timestamp($1) WHERE replaced_at IS NULL", [nowSeconds]);
    const setId = randomUUID();
    await tx.query("INSERT INTO holdfast.recovery_code_sets (id, sub, salt, created_at) VALUES ($1, $2, $3, to_timestamp($4))", [
      ...[setId, sub, salt, nowSeconds],
    ]);
    for (const hash of hashes)
      await tx.query("INSERT INTO holdfast.recovery_codes (id, set_id, sub, code_hash) VALUES ($1, $2, $3, $4)", [
        ...[randomUUID(), setId, sub, hash],
      ]);
    await recordSecurityEvent(tx, { kind: "recovery_codes_made", sub, sessionId, detail: { count: codes.length } }, nowSeconds);
  });
  return { codes, createdAt: new Date(nowSeconds * 1_000).toISOString() };
}

async function requireAllowed(
  tx: Transaction,
  trader: Trader,
  grantId: string | undefined,
  { settings }: RecoveryParts,
  nowSeconds: number,
): Promise<void> {
  const held = await findHoldRefusal(tx, "recovery_codes", nowSeconds);
  if (held !== null) throw new RefusalError(held);
  const isFresh = nowSeconds - trader.authTimeSeconds <= settings.credentialChangeAgeSecondsMax;
  const isFirst = (await countRecoveryCodes(tx)) === null;
  if (grantId === undefined && isFresh && isFirst && trader.readOnlyReason === null) return;
  const prepared = await CREDENTIAL_ACTS.recovery_codes(tx, trader, SELF, nowSeconds);
  invariant(prepared.ok, "the act on the trader itself is always described");
  const act = { purpose: "recovery_codes", subjectId: SELF, termsHash: prepared.value.termsHash } as const;
  const used = await consumeGrant(tx, trader, grantId, act, nowSeconds);
  if (!used.ok) throw new RefusalError(used.refusal);
}
