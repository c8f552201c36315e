// The question that every payment asks of the list: is this destination on it, for this network, and past its cool-off?
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { isUuid } from "@/lib/ground/is-uuid";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { Transaction } from "@/lib/server/postgres/database";
import { sayTime } from "@/lib/server/postgres/time-text";

interface Raw {
  readonly network: string;
  readonly address: string;
  readonly usable_at: Date;
}

/**
 * The destination of the trader's entry `id`, if money may go there now. Refusals: `address_not_allowed` (unknown, another trader's, never
 * approved, removed, or for another network) and `address_cooling_off`. A text that is no id finds nothing.
 */
export async function findUsableAddress(
  tx: Transaction,
  id: string,
  network: string,
  nowSeconds: number,
): Promise<Result<string, Refusal>> {
  const [row] = isUuid(id)
    ? await tx.query<Raw>(
        `SELECT network, address, usable_at FROM holdfast.addresses WHERE id = $1 AND confirmed_at IS NOT NULL AND removed_at IS NULL`,
        [id],
      )
    : [];
  if (row === undefined) return refuse({ code: "address_not_allowed" });
  if (row.network !== network) return refuse({ code: "address_not_allowed", detail: "This address is on your list for another network." });
  const usableAtSeconds = row.usable_at.getTime() / 1_000;
  if (nowSeconds >= usableAtSeconds) return accept(row.address);
  return refuse({ code: "address_cooling_off", detail: `This address is usable from ${sayTime(usableAtSeconds)} on.` });
}
