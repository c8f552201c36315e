// The state machine of a withdrawal as data. The database keeps the same table (guard_withdrawal) and says at whose hand each step happens.

/** Stored states, and `expired`, which is `awaiting_approval` after its time. */
export const WITHDRAWAL_STATES = ["awaiting_approval", "approved", "submitted", "settled", "cancelled", "expired", "failed"] as const;

export type WithdrawalState = (typeof WITHDRAWAL_STATES)[number];

/** Which state may follow which. */
export const NEXT_STATES: Readonly<Record<WithdrawalState, readonly WithdrawalState[]>> = {
  awaiting_approval: ["approved", "cancelled", "expired"],
  approved: ["submitted", "cancelled", "failed"],
  submitted: ["settled", "failed"],
  settled: [],
  cancelled: [],
  expired: [],
  failed: [],
};

/** Why a withdrawal failed; its money is back with the trader. */
export type WithdrawalFailure = "reverted" | "rejected_by_chain" | "approval_does_not_verify";

/** What stands in the way of an approved withdrawal right now; it goes on by itself. */
export type WithdrawalWait = "worker_down" | "chain_down" | "custody_funds" | "frozen";
