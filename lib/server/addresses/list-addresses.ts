// The allowlist for its page, its route and the form of a withdrawal.
import "server-only";
import type { AddressListDto } from "@/lib/contracts/addresses";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { ADDRESS_REMEMBERED_SECONDS } from "@/lib/withdrawals/withdrawal-policy";
import { addressDto } from "./address-dto";
import type { AddressParts } from "./address-parts";
import { findAddresses } from "./address-row";

/** Every entry of the trader, newest first; one that nobody approved in time is shown for another day. */
export async function listAddresses(trader: Pick<Trader, "sub">, parts: AddressParts = services()): Promise<AddressListDto> {
  const nowSeconds = parts.clock.nowSeconds();
  const rows = await parts.database.asTrader(trader.sub, (tx) => findAddresses(tx, nowSeconds - ADDRESS_REMEMBERED_SECONDS));
  return { addresses: rows.map((row) => addressDto(row, rows, nowSeconds)) };
}
