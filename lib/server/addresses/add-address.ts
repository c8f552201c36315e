// A new destination is written down before anybody approves it, so that what is shown, signed and listed is one and the same row.
import "server-only";
import { randomUUID } from "node:crypto";
import { termsHash } from "@/lib/approval/terms-hash";
import type { AddressDto, AddressRequest } from "@/lib/contracts/addresses";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { timeText } from "@/lib/server/postgres/time-text";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { AddressTerms } from "@/lib/withdrawals/address-terms";
import { ADDRESS_OPEN_SECONDS, ADDRESSES_MAX } from "@/lib/withdrawals/withdrawal-policy";
import { addressDto } from "./address-dto";
import type { AddressParts } from "./address-parts";
import { findAddress, findAddresses, insertAddress, isListed } from "./address-row";
import { judgeDestination, type OwnContract } from "./judge-destination";

const FULL = `Your list holds ${ADDRESSES_MAX} addresses, and that is the most. Remove one first.`;

/**
 * Stores a destination that still needs its approval. Throws RefusalError: `network_unknown`, `address_invalid`, `address_known`,
 * `limit_exceeded` (the list is full).
 */
export async function addAddress(
  trader: Pick<Trader, "sub">,
  request: AddressRequest,
  parts: AddressParts = services(),
): Promise<AddressDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "addresses", trader.sub);
    const drafted = await draft(tx, trader.sub, request, nowSeconds);
    if (!drafted.ok) throw new RefusalError(drafted.refusal);
    const living = await findAddresses(tx, nowSeconds);
    if (living.length >= ADDRESSES_MAX) throw new RefusalError({ code: "limit_exceeded", detail: FULL });
    await insertAddress(tx, drafted.value, termsHash(drafted.value));
    const row = await findAddress(tx, drafted.value.addressId, "read");
    invariant(row !== null, "an address that was stored is found");
    return addressDto(row, living, nowSeconds);
  });
}

const NETWORK_FORM = /^[a-z0-9-]{1,40}$/;

async function draft(
  tx: Transaction,
  trader: string,
  { network, address, label }: AddressRequest,
  nowSeconds: number,
): Promise<Result<AddressTerms, Refusal>> {
  // A text that could not be a name of ours is not asked for: the driver refuses some of them in its own words.
  const [known] = NETWORK_FORM.test(network)
    ? await tx.query<{ chain_id: bigint }>("SELECT chain_id FROM holdfast.networks WHERE id = $1", [network])
    : [];
  if (known === undefined) return refuse({ code: "network_unknown" });
  const judged = judgeDestination(address, await ownContracts(tx));
  if (!judged.ok) return refuse({ code: "address_invalid", detail: judged.refusal });
  if (await isListed(tx, network, judged.value)) return refuse({ code: "address_known" });
  return accept({
    ...{ version: 1, act: "address", addressId: randomUUID(), trader, network, chainId: Number(known.chain_id) },
    ...{ address: judged.value, label, createdAt: timeText(nowSeconds), expiresAt: timeText(nowSeconds + ADDRESS_OPEN_SECONDS) },
  });
}

/** On whatever network: nobody's wallet has the address of a contract that we know. */
function ownContracts(tx: Transaction): Promise<OwnContract[]> {
  return tx.query<OwnContract>(
    `SELECT contract AS address, 'the contract of ' || asset AS is FROM holdfast.assets WHERE contract IS NOT NULL
      UNION ALL
     SELECT feed, 'the price feed of ' || asset FROM holdfast.assets WHERE feed IS NOT NULL`,
  );
}
