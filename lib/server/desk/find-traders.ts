// Whose account is meant: by an exact address, which is compared as a hash, by the account's own name, or by a code that the trader reads out. What was
// typed is written down nowhere.
import "server-only";
import { createHash } from "node:crypto";
import { FIND_TRADERS_REQUEST, type FoundTraderDto } from "@/lib/contracts/desk";
import { normaliseEmail } from "@/lib/identity/email-address";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { asOperator } from "@/lib/server/operators/act-as-operator";
import type { Operator } from "@/lib/server/operators/operator";
import { recordOperatorEvent } from "@/lib/server/operators/record-operator-event";
import type { Transaction } from "@/lib/server/postgres/database";
import { readSupportCode } from "@/lib/standing/support-code";
import { findSubsByCode } from "./find-subs-by-code";
import { logRefusals } from "./log-refusals";
import { requireLooksLeft } from "./require-looks-left";
import { supportParts, type SupportParts } from "./support-parts";

const FOUND_MAX = 5;
const SUB_FORM = /^[A-Za-z0-9_.:-]{1,128}$/;

/**
 * At most five accounts. An address that nobody has and a code that names nothing find none. Throws RefusalError: `invalid_request` for what is none of the
 * three, `rate_limited` for an operator who looks around too much.
 */
export function findTraders(
  operator: Operator,
  body: unknown,
  parts: SupportParts = supportParts(),
): Promise<{ readonly traders: readonly FoundTraderDto[] }> {
  return logRefusals(operator, { step: "find" }, parts, async () => {
    const asked = FIND_TRADERS_REQUEST.safeParse(body);
    if (!asked.success) throw new RefusalError({ code: "invalid_request", detail: "Enter an email, an account's name or a support code." });
    const { query } = asked.data;
    const nowSeconds = parts.clock.nowSeconds();
    return asOperator(parts.database, operator.sub, async (tx) => {
      await requireLooksLeft(tx, operator, nowSeconds);
      const { by, traders } = await find(tx, query);
      const detail = { by, found: traders.length };
      await recordOperatorEvent(tx, { kind: "desk_looked", sub: operator.sub, sessionId: operator.sessionId, detail }, nowSeconds);
      return { traders };
    });
  });
}

async function find(tx: Transaction, query: string): Promise<{ readonly by: string; readonly traders: readonly FoundTraderDto[] }> {
  const code = readSupportCode(query);
  if (code !== null) return { by: "code", traders: await accountsOf(tx, "sub = ANY ($1)", await findSubsByCode(tx, code)) };
  const email = normaliseEmail(query);
  if (email.ok) {
    const hash = createHash("sha256").update(email.value, "utf8").digest();
    return { by: "email", traders: await accountsOf(tx, "email_sha256 = $1", hash) };
  }
  if (!SUB_FORM.test(query))
    throw new RefusalError({ code: "invalid_request", detail: "Enter an email, an account's name or a support code." });
  return { by: "sub", traders: await accountsOf(tx, "sub = $1", query) };
}

/** Accounts by their present address. Of an address that changed hands the newest owner comes first. */
const accountsOf = (tx: Transaction, condition: string, value: unknown): Promise<FoundTraderDto[]> =>
  tx.query<FoundTraderDto>(
    `SELECT sub, email_masked AS "emailMasked", extract(epoch FROM known_since)::float8 AS "knownSinceSeconds"
       FROM holdfast.known_addresses WHERE replaced_at IS NULL AND ${condition} ORDER BY known_since DESC, sub LIMIT ${FOUND_MAX.toString()}`,
    [value],
  );
