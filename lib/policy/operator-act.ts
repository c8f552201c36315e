// What an operator may have approved, by the names that a grant carries. An act that is not here cannot be approved, and so cannot be done.

/** Every act of the desk that takes a fresh staff passkey. */
export const OPERATOR_ACTS = [
  ...(["passkey_add", "passkey_remove", "passkey_confirm"] as const),
  ...(["desk_request", "desk_approve", "desk_reject"] as const),
] as const;

export type OperatorAct = (typeof OPERATOR_ACTS)[number];
