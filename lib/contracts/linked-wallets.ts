// Linked wallets: what their routes take and answer. They are shown beside what is in our custody and never counted into it.
import * as z from "zod";
import { isPlainText } from "@/lib/withdrawals/plain-text";

/** `POST /api/linked-wallets/challenge`: which address on which network is to be proven. */
export const WALLET_CHALLENGE_REQUEST = z.strictObject({
  network: z.string().regex(/^[a-z0-9-]{1,40}$/),
  address: z.string().trim().min(1).max(100),
});
export type WalletChallengeRequest = z.infer<typeof WALLET_CHALLENGE_REQUEST>;

/** The message to sign (EIP-4361), letter by letter. */
export interface WalletChallengeDto {
  readonly message: string;
  /** RFC 3339, UTC. */
  readonly expiresAt: string;
}

/** `POST /api/linked-wallets`: the message as it was given, and the wallet's signature of it. */
export const LINK_WALLET_REQUEST = z.strictObject({
  message: z.string().min(1).max(4_000),
  signature: z
    .string()
    .trim()
    .regex(/^0x(?:[0-9a-fA-F]{2}){1,2000}$/),
  label: z.string().trim().min(1).max(60).refine(isPlainText),
});
export type LinkWalletRequest = z.infer<typeof LINK_WALLET_REQUEST>;

/** What one linked wallet owns of one asset. `value` is null when there is no price. */
export interface LinkedBalanceDto {
  readonly asset: string;
  readonly network: string;
  readonly networkLabel: string;
  readonly amount: string;
  readonly value: string | null;
}

export interface LinkedWalletDto {
  readonly id: string;
  readonly address: string;
  readonly label: string;
  readonly kind: "key" | "contract";
  readonly network: string;
  /** RFC 3339, UTC. */
  readonly linkedAt: string;
  /** Without what it has none of; null while the node does not answer. */
  readonly balances: readonly LinkedBalanceDto[] | null;
  /** Of all balances; null when one of them is not known. */
  readonly value: string | null;
}

/** `GET /api/linked-wallets`. */
export interface LinkedWalletsDto {
  readonly currency: "USD";
  readonly wallets: readonly LinkedWalletDto[];
  /** Of all linked wallets; null when one of them is not known. Never part of the portfolio's total. */
  readonly total: string | null;
}
