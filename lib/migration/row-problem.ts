// Why a row is not imported, each in one sentence for whoever has to decide about it.

export const ROW_PROBLEMS = {
  unreadable: "The line is no row.",
  legacy_id_invalid: "The legacy id is missing, or is not 1 to 128 printable characters without a space.",
  email_invalid: "The email is no address that mail can be delivered to.",
  created_at_invalid: "The time of creation is no RFC 3339 time.",
  not_active: "The account is not active; what was closed stays closed.",
  email_unverified: "The address was never proven, so it may be somebody else's; its owner can sign up.",
  legacy_id_twice: "The legacy id stands in the file more than once.",
  email_twice: "Two active accounts have this address; one of them must be chosen by hand.",
  email_taken: "Another account has this address already.",
  email_changed: "An earlier run imported this legacy id with another address.",
} as const;

export type RowProblem = keyof typeof ROW_PROBLEMS;
