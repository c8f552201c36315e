// Whether a text is an address that money should ever go to. A mistyped one loses the money, so its checksum is asked for where it has one.
import "server-only";
import { getAddress, isAddress, zeroAddress } from "viem";
import { accept, refuse, type Result } from "@/lib/ground/result";

const FORM = /^0x[0-9a-fA-F]{40}$/;

/** A contract of ours that is no destination, with what it is. */
export interface OwnContract {
  readonly address: string;
  readonly is: string;
}

/**
 * Reads an address and answers it with its checksum (EIP-55), or the sentence that says what is wrong. Mixed case must carry the right
 * checksum; one case throughout carries none and is taken.
 */
export function judgeDestination(text: string, ownContracts: readonly OwnContract[]): Result<string, string> {
  if (!FORM.test(text)) return refuse("An address is 0x and 40 characters of 0 to 9 and a to f.");
  const hex = text.slice(2);
  const isMixed = hex !== hex.toLowerCase() && hex !== hex.toUpperCase();
  if (isMixed && !isAddress(text)) return refuse("The capitals of this address do not fit it, so at least one character is wrong.");
  const address = getAddress(`0x${hex.toLowerCase()}`);
  if (address === zeroAddress) return refuse("Nobody has the zero address. Money sent there is lost.");
  const own = ownContracts.find((contract) => contract.address.toLowerCase() === address.toLowerCase());
  return own ? refuse(`This is ${own.is}, not a wallet. Money sent there is lost.`) : accept(address);
}
