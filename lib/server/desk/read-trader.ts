// One trader as the desk sees them: the states and codes that the trader sees, what happened lately, and what the desk has done. No balance, no amount, no
// address in clear. Looking is written down.
import "server-only";
import type { DeskTraderDto, FoundTraderDto } from "@/lib/contracts/desk";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Operator } from "@/lib/server/operators/operator";
import { recordOperatorEvent } from "@/lib/server/operators/record-operator-event";
import type { Database } from "@/lib/server/postgres/database";
import { recoveryStanding } from "@/lib/recovery/judge-recovery";
import { listRecoveries } from "@/lib/server/recovery/recovery-row";
import { readSecurityLog } from "@/lib/server/queries/list-security-events";
import { readAccountStates } from "@/lib/server/standing/read-account-states";
import { actAbout } from "./act-about";
import { logRefusals } from "./log-refusals";
import { listRequestsAbout } from "./request-row";
import { requestDtos } from "./request-dto";
import { requireLooksLeft } from "./require-looks-left";
import { supportParts, type SupportParts } from "./support-parts";

const SUB_FORM = /^[A-Za-z0-9_.:-]{1,128}$/;

/** The page of one trader. Throws RefusalError: `not_found` for a name that no account has, `rate_limited`. */
export function readTrader(operator: Operator, sub: string, parts: SupportParts = supportParts()): Promise<DeskTraderDto> {
  const { database, traders, clock, traderLimits } = parts;
  const attempt = SUB_FORM.test(sub) ? ({ step: "look", trader: sub } as const) : ({ step: "look" } as const);
  return logRefusals(operator, attempt, parts, async () => {
    if (!SUB_FORM.test(sub)) throw new RefusalError({ code: "not_found" });
    const nowSeconds = clock.nowSeconds();
    const { account, passkeys, dispute, requests } = await actAbout(database, operator, sub, async (tx) => {
      await requireLooksLeft(tx, operator, nowSeconds);
      const [found] = await tx.query<FoundTraderDto>(PRESENT, [sub]);
      if (found === undefined) throw new RefusalError({ code: "not_found" });
      const detail = { by: "page", trader: sub };
      await recordOperatorEvent(tx, { kind: "desk_looked", sub: operator.sub, sessionId: operator.sessionId, detail }, nowSeconds);
      const [count] = await tx.query<{ passkeys: number }>(PASSKEYS, [sub]);
      const about = await requestDtos(tx, await listRequestsAbout(tx, sub), operator.sub, nowSeconds);
      const standing = recoveryStanding(await listRecoveries(tx), nowSeconds);
      const dispute = standing.state === "disputed" ? standing.recovery.id : null;
      return { account: found, passkeys: count?.passkeys ?? 0, dispute, requests: about };
    });
    const accountKey = await accountKeyOf(traders, sub, parts.accountKey);
    const { states } = await readAccountStates(database, { sub, accountKey }, { clock, settings: traderLimits });
    return { ...account, nowSeconds, states, passkeys, dispute, log: await readSecurityLog(database, sub, null), requests };
  });
}

const PRESENT = `
  SELECT sub, email_masked AS "emailMasked", extract(epoch FROM known_since)::float8 AS "knownSinceSeconds"
    FROM holdfast.known_addresses WHERE sub = $1 AND replaced_at IS NULL ORDER BY known_since DESC LIMIT 1`;

const PASSKEYS = "SELECT count(*)::int AS passkeys FROM holdfast.passkeys WHERE sub = $1 AND removing_at IS NULL";

/** Guesses are counted under a keyed name of the address. The product's role reads the address, and nothing but that name leaves here. */
async function accountKeyOf(traders: Database, sub: string, keyOf: (email: string) => Uint8Array): Promise<Uint8Array | null> {
  const [row] = await traders.asTrader(sub, (tx) =>
    tx.query<{ email: string }>(
      "SELECT email FROM holdfast.known_addresses WHERE sub = $1 AND replaced_at IS NULL ORDER BY known_since DESC LIMIT 1",
      [sub],
    ),
  );
  return row === undefined ? null : keyOf(row.email);
}
