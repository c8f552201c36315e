// An approved address goes on the list and begins to cool off. Using the grant and listing stand or fall together.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import type { AddressDto } from "@/lib/contracts/addresses";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import type { Result } from "@/lib/ground/result";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { consumeGrant, type ConsumedGrant } from "@/lib/server/step-up/consume-grant";
import { ADDRESS_COOL_OFF_SECONDS } from "@/lib/policy/account-policy";
import { addressDto } from "./address-dto";
import type { AddressParts } from "./address-parts";
import { findAddress, findAddresses } from "./address-row";
import { findListingRefusal } from "./judge-listable";

/**
 * Uses the grant and lists the address; it is usable after its cool-off, which nobody can shorten. Throws RefusalError, and then nothing has
 * changed: `not_found` (the address), what consumeGrant refuses, what findListingRefusal refuses.
 */
export async function confirmAddress(
  trader: Pick<Trader, "sub" | "sessionId">,
  id: string,
  grantId: string | undefined,
  parts: AddressParts = services(),
): Promise<AddressDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    // Two entries of one address may wait for approval; the second must see that the first was listed.
    await lockTrader(tx, "addresses", trader.sub);
    const row = await findAddress(tx, id, "lock");
    if (row === null) throw new RefusalError({ code: "not_found" });
    const act = { purpose: "address", subjectId: row.id, termsHash: termsHash(row.terms) } as const;
    const consume = async (): Promise<ConsumedGrant> => must(await consumeGrant(tx, trader, grantId, act, nowSeconds));
    // A grant is judged first; without one, nobody is asked for a proof that could not help.
    const early = grantId === undefined ? null : await consume();
    const refusal = await findListingRefusal(tx, row, nowSeconds);
    if (refusal) throw new RefusalError(refusal);
    const grant = early ?? (await consume());
    await tx.query(
      "UPDATE holdfast.addresses SET grant_id = $2, confirmed_at = to_timestamp($3), usable_at = to_timestamp($4) WHERE id = $1",
      [row.id, grant.grantId, nowSeconds, nowSeconds + ADDRESS_COOL_OFF_SECONDS],
    );
    const listed = await findAddress(tx, row.id, "read");
    invariant(listed !== null, "a listed address is found");
    return addressDto(listed, await findAddresses(tx, nowSeconds), nowSeconds);
  });
}

function must<Value>(result: Result<Value, Refusal>): Value {
  if (!result.ok) throw new RefusalError(result.refusal);
  return result.value;
}
