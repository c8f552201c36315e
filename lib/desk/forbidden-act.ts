// What somebody on the phone will ask for, by the names they would use. None of it exists: the names stand here so that asking for one is known for what
// it is, refused with its reason, and written down.

/** Each, with the sentence that the operator reads and may read out. */
export const FORBIDDEN_ACTS = {
  shorten_hold: "Nobody shortens a hold, the desk included. It ends by time alone.",
  lift_hold: "Nobody lifts a hold, the desk included. It ends by time alone.",
  shorten_recovery: "The wait of a recovery is the time in which its owner can stop it. It is never shorter for anybody.",
  complete_recovery: "Only whoever has the password and the mailbox completes a recovery, after its wait.",
  shorten_cool_off: "A new address waits for a day. Nobody shortens that.",
  add_address: "Only the trader's own approval adds an address for withdrawals.",
  remove_factor: "The desk removes no factor. A lost one is replaced through the trader's own way back.",
  add_factor: "The desk enrols nothing for anybody.",
  reset_password: "A password is replaced through the trader's own mailbox and by nobody else.",
  change_email: "An address is changed with the trader's own approval and by nobody else.",
  show_secret: "The desk sees no password, code, key or full address, so there is nothing to show.",
  move_money: "The desk moves no money.",
  approve_withdrawal: "A withdrawal is approved by its trader's own proof, or not at all.",
  cancel_withdrawal: "Only its trader takes a withdrawal back. Freezing stops what was not sent yet.",
  raise_limit: "Limits are the same for everybody and are not raised for a caller.",
  unfreeze_account: "Only the trader's own approval and a day's wait end a freeze.",
  unlock_sign_in: "A pause after too many attempts passes by itself. Clearing it is what a guesser would ask for.",
  leave_passkey_only: "Only the trader's own passkey and a day's wait open password and code again.",
} as const;

export type ForbiddenAct = keyof typeof FORBIDDEN_ACTS;

/** All of them. */
export const FORBIDDEN_ACT_NAMES = Object.keys(FORBIDDEN_ACTS) as readonly ForbiddenAct[];

/** Why the desk does not do this, or null for a name that is none of these. */
export const whyForbidden = (name: string): string | null =>
  Object.hasOwn(FORBIDDEN_ACTS, name) ? FORBIDDEN_ACTS[name as ForbiddenAct] : null;
