// The policy of an account, as one table: act by act, which proofs it takes, how long an approval lasts, what its caps are and which holds it waits
// for. Server, screens and docs read it and keep no figures of their own.
import type { Proof, Purpose } from "./purpose";

const DAY_SECONDS = 24 * 60 * 60;

/** Seconds from the opening of a grant to the last moment at which it can be proven. */
export const GRANT_OPEN_SECONDS = 300;

/** Seconds from a proof to the last moment at which it can be used. */
export const PROOF_GOOD_SECONDS = 120;

/** What one act takes. */
export interface ActRule {
  readonly proofs: readonly Proof[];
  /** Whoever can sign the act with a passkey must: a thief who has password and code must not change what stands beside the passkey. */
  readonly isPasskeyPreferred: boolean;
}

const EITHER: ActRule = { proofs: ["passkey", "password_totp"], isPasskeyPreferred: false };
const STRONGEST: ActRule = { proofs: ["passkey", "password_totp"], isPasskeyPreferred: true };
const PASSKEY_ONLY: ActRule = { proofs: ["passkey"], isPasskeyPreferred: true };

/** Every act. A withdrawal's own caps narrow it further. */
export const ACT_RULES: Readonly<Record<Purpose, ActRule>> = {
  withdrawal: EITHER,
  address: EITHER,
  passkey_add: EITHER,
  passkey_remove: EITHER,
  totp_change: STRONGEST,
  password_change: STRONGEST,
  email_change: STRONGEST,
  recovery_codes: STRONGEST,
  passkey_only_enter: PASSKEY_ONLY,
  passkey_only_leave: PASSKEY_ONLY,
  account_delete: STRONGEST,
  unfreeze: STRONGEST,
  api_key: STRONGEST,
  order: EITHER,
};

/** What one proof may approve of an asset, as exact decimal texts without the fee: at once, and in a rolling day. */
export interface CapTexts {
  readonly single: string;
  readonly daily: string;
}

/** One asset's row. It holds only for an asset of exactly these decimals, so that a figure never means another amount. */
export interface AssetRule {
  readonly decimals: number;
  /** In the asset itself, on top of the amount. */
  readonly fee: string;
  readonly caps: Readonly<Record<Proof, CapTexts>>;
}

/** Limits are per asset in its own units, never valued at a market price, because a price can be moved by whoever wants a larger limit. */
export const ASSET_RULES: Readonly<Record<string, AssetRule>> = {
  USDC: {
    ...{ decimals: 6, fee: "0.50" },
    caps: { password_totp: { single: "500", daily: "1500" }, passkey: { single: "10000", daily: "25000" } },
  },
  ETH: {
    ...{ decimals: 18, fee: "0.0002" },
    caps: { password_totp: { single: "0.15", daily: "0.45" }, passkey: { single: "3", daily: "7.5" } },
  },
  WBTC: {
    ...{ decimals: 8, fee: "0.000005" },
    caps: { password_totp: { single: "0.005", daily: "0.015" }, passkey: { single: "0.1", daily: "0.25" } },
  },
  LINK: {
    ...{ decimals: 18, fee: "0.03" },
    caps: { password_totp: { single: "30", daily: "90" }, passkey: { single: "600", daily: "1500" } },
  },
};

/** What one order may pay by each proof, as exact decimal texts. It holds only for an asset of exactly these decimals. */
export interface OrderRule {
  readonly decimals: number;
  readonly caps: Readonly<Record<Proof, string>>;
}

/**
 * An order stays within custody, so its caps are five times a withdrawal's and have no day: what a stranger could take out of one is the
 * distance to its minimum, not its amount. They are in the asset's own units, for the reason that holds for withdrawals.
 */
export const ORDER_CAPS: Readonly<Record<string, OrderRule>> = {
  USDC: { decimals: 6, caps: { password_totp: "2500", passkey: "50000" } },
  ETH: { decimals: 18, caps: { password_totp: "0.75", passkey: "15" } },
  WBTC: { decimals: 8, caps: { password_totp: "0.025", passkey: "0.5" } },
  LINK: { decimals: 18, caps: { password_totp: "150", passkey: "3000" } },
};

/** Seconds from an address's approval until money may go there: time in which its owner can find it and remove it. */
export const ADDRESS_COOL_OFF_SECONDS = DAY_SECONDS;

/** Seconds without an act of the trader after which a session that may only look ends: it was opened on a machine that somebody else will use next. */
export const VIEW_ONLY_IDLE_SECONDS = 10 * 60;

/** Seconds from the start of a recovery without any second factor until it can be completed. */
export const RECOVERY_WAIT_SECONDS = 3 * DAY_SECONDS;

/** Seconds for which a recovery can be completed once its wait is over; then it lapses, so that no door stands open for ever. */
export const RECOVERY_READY_SECONDS = 7 * DAY_SECONDS;

/** Cancels within the window that make a recovery a dispute, which the support desk decides. */
export const RECOVERY_CANCELS_MAX = 3;
export const RECOVERY_CANCEL_WINDOW_SECONDS = 30 * DAY_SECONDS;

/** Codes in a set. */
export const RECOVERY_CODES = 10;

/** Seconds for which a code that was mailed for a recovery can be used. */
export const RECOVERY_MAIL_CODE_SECONDS = 900;

/** What one account may try or be sent in a day, counted from the first. Other than the locks of a sign-in it does not grow back sooner. */
export const RECOVERY_LIMITS = {
  windowSeconds: DAY_SECONDS,
  /** Wrong recovery codes. */
  code: 10,
  /** Wrong mailed codes. */
  mail_code: 10,
  /** Mails with a code. */
  mail: 5,
} as const;

/** Seconds from an approved unfreezing until the account acts again. */
export const UNFREEZE_WAIT_SECONDS = DAY_SECONDS;

/** Seconds from the approval of leaving passkey-only sign-in until password and code work again. */
export const PASSKEY_ONLY_LEAVE_WAIT_SECONDS = DAY_SECONDS;

/** One cause of waiting. */
export interface HoldRule {
  /** From the event that starts it; each event starts a hold of its own, and nothing shortens one. */
  readonly seconds: number;
  /** The acts that wait. Looking and trading never do. */
  readonly blocks: readonly Purpose[];
}

const MONEY_OUT: readonly Purpose[] = ["withdrawal"];
/** What a stranger who came back through a recovery would do first: take money out, or make the account theirs. */
const MONEY_OUT_AND_CHANGES: readonly Purpose[] = [
  "withdrawal",
  "address",
  "passkey_add",
  "passkey_remove",
  "totp_change",
  "password_change",
  "email_change",
  "recovery_codes",
  "passkey_only_enter",
  "passkey_only_leave",
  "account_delete",
  "api_key",
];

/** Every hold, by what started it. */
export const HOLDS = {
  /** The first authenticator was set up after a password alone: whoever had the password could have done it. */
  first_factor: { seconds: DAY_SECONDS, blocks: MONEY_OUT },
  /** Somebody signed in with a passkey that was not added through us. */
  unknown_passkey: { seconds: DAY_SECONDS, blocks: MONEY_OUT },
  /** The password was replaced through the mailbox. */
  password_reset: { seconds: DAY_SECONDS, blocks: MONEY_OUT_AND_CHANGES },
  /** Somebody came in with the password and a recovery code in place of the second factor. */
  recovery_code: { seconds: DAY_SECONDS, blocks: MONEY_OUT_AND_CHANGES },
  /** Somebody came back without any second factor, after the long wait. */
  delayed_recovery: { seconds: 3 * DAY_SECONDS, blocks: MONEY_OUT_AND_CHANGES },
  /** The address that notices go to was replaced. */
  email_change: { seconds: DAY_SECONDS, blocks: MONEY_OUT },
  /** An account that was frozen is in use again. */
  unfreeze: { seconds: DAY_SECONDS, blocks: MONEY_OUT_AND_CHANGES },
  /** The account gave up passkey-only sign-in. */
  passkey_only_left: { seconds: DAY_SECONDS, blocks: MONEY_OUT },
} as const satisfies Record<string, HoldRule>;

/** What started a hold. */
export type HoldReason = keyof typeof HOLDS;

/** All of them, in the order of the table. */
export const HOLD_REASONS = Object.keys(HOLDS) as readonly HoldReason[];

/** The holds that the act waits for. */
export const holdsAgainst = (purpose: Purpose): readonly HoldReason[] =>
  HOLD_REASONS.filter((reason) => HOLDS[reason].blocks.includes(purpose));
