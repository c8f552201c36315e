// The message that proves a wallet (EIP-4361): written here, and judged here when it comes back.
import "server-only";
import { createHash } from "node:crypto";
import { type Address, isAddressEqual } from "viem";
import { createSiweMessage, parseSiweMessage } from "viem/siwe";
import { accept, refuse, type Result } from "@/lib/ground/result";

/** How long a message may be signed and brought back. */
export const LINK_SECONDS = 300;

const STATEMENT =
  "I link this wallet to my Holdfast account, so that its balances are shown there. This signature moves nothing and allows nobody to move anything.";

/** Everything that one message says. */
export interface LinkTerms {
  readonly origin: string;
  readonly address: string;
  readonly chainId: number;
  readonly nonce: string;
  readonly issuedAtSeconds: number;
}

/** The message, letter by letter. */
export const linkMessage = ({ origin, address, chainId, nonce, issuedAtSeconds }: LinkTerms): string =>
  createSiweMessage({
    ...{ domain: new URL(origin).host, uri: origin, address: address as Address, chainId, nonce, statement: STATEMENT, version: "1" },
    issuedAt: new Date(issuedAtSeconds * 1_000),
    expirationTime: new Date((issuedAtSeconds + LINK_SECONDS) * 1_000),
  });

/** What is kept of a message and of its nonce. */
export const sha256 = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();

/** The nonce that a message names, or null for a text that is no such message. */
export const nonceOf = (message: string): string | null => parseSiweMessage(message).nonce ?? null;

/** What was given out under the nonce that a message names. */
export interface GivenLink {
  readonly address: string;
  readonly chainId: number;
  readonly expiresAtSeconds: number;
  readonly messageSha256: Buffer;
}

export type LinkFault = "foreign_domain" | "foreign_uri" | "other_chain" | "other_address" | "expired" | "altered";

/**
 * Judges a message that came back, field by field so that a person can be told which one is wrong, and at the end letter by letter: whatever it says,
 * it must be the one that was given. `expired` from the second on in which it ends.
 */
export function judgeLinkMessage(message: string, given: GivenLink, origin: string, nowSeconds: number): Result<null, LinkFault> {
  const said = parseSiweMessage(message);
  if (said.domain !== new URL(origin).host) return refuse("foreign_domain");
  if (said.uri !== origin) return refuse("foreign_uri");
  if (said.chainId !== given.chainId) return refuse("other_chain");
  if (said.address === undefined || !isAddressEqual(said.address, given.address as Address)) return refuse("other_address");
  if (nowSeconds >= given.expiresAtSeconds) return refuse("expired");
  return sha256(message).equals(given.messageSha256) ? accept(null) : refuse("altered");
}
