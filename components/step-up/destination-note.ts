// Who a destination is, told from the trader's own list and never from what a form said.
import type { AddressDto } from "@/lib/contracts/addresses";

type Listed = Pick<AddressDto, "address" | "label" | "looksLike" | "state">;

export interface DestinationNote {
  /** The trader's own word for it, or null when it is not on the list. */
  readonly label: string | null;
  /** What the trader should look at before going on; null when there is nothing. */
  readonly warning: string | null;
}

/** What to say beside a full address. Letters may differ in case, since the checksum is only spelling. */
export function destinationNote(destination: string, list: readonly Listed[]): DestinationNote {
  const listed = list.find(({ address }) => address.toLowerCase() === destination.toLowerCase());
  if (listed === undefined) return { label: null, warning: "This address is not on your list. Do not approve unless you know why." };
  if (listed.looksLike !== null) return { label: listed.label, warning: lookAlikeWarning(listed.looksLike) };
  return { label: listed.label, warning: null };
}

/** The one sentence about an address that begins and ends like another. */
export const lookAlikeWarning = (other: string): string =>
  `It begins and ends like “${other}” and is another address. Compare every group before you go on.`;
