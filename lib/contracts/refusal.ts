// Every way the API can say no: one table of stable codes, statuses and sentences (RFC 9457 "type", "status", "title").
// Outside tests and clients branch on the codes, so a code is never renamed.

export const REFUSALS = {
  unauthenticated: { status: 401, title: "Sign in to continue." },
  session_expired: { status: 401, title: "Your session needs to be renewed." },
  step_up_required: { status: 401, title: "This needs a fresh proof that it is you." },
  forbidden: { status: 403, title: "You may not do this." },
  wrong_origin: { status: 403, title: "This request did not come from our own page." },
  not_found: { status: 404, title: "There is nothing here." },
  method_not_allowed: { status: 405, title: "This address does not take that method." },
  grant_mismatch: { status: 409, title: "The approval belongs to something else." },
  grant_used: { status: 409, title: "The approval was already used." },
  address_known: { status: 409, title: "This address is already on your list." },
  not_cancellable: { status: 409, title: "It can no longer be cancelled." },
  conflict: { status: 409, title: "This was changed in the meantime." },
  grant_expired: { status: 410, title: "The approval has expired." },
  quote_expired: { status: 410, title: "These terms have expired." },
  too_large: { status: 413, title: "The request is too large." },
  unsupported_media_type: { status: 415, title: "Send this as JSON." },
  misdirected: { status: 421, title: "This server does not answer for that host." },
  invalid_request: { status: 422, title: "The request could not be understood." },
  malformed_request: { status: 400, title: "The request could not be read." },
  idempotency_conflict: { status: 422, title: "This key was already used for something else." },
  proof_refused: { status: 422, title: "That proof does not hold." },
  amount_invalid: { status: 422, title: "This is not an amount that can be sent." },
  asset_unknown: { status: 422, title: "This asset is not offered." },
  network_unknown: { status: 422, title: "This network is not offered." },
  address_invalid: { status: 422, title: "This is not a valid address." },
  market_unknown: { status: 422, title: "There is no market for these two assets." },
  insufficient_funds: { status: 422, title: "There is not enough available." },
  address_not_allowed: { status: 422, title: "This address is not on your list." },
  address_cooling_off: { status: 422, title: "This address is not usable yet." },
  withdrawal_hold: { status: 403, title: "Withdrawals are on hold." },
  account_hold: { status: 403, title: "Changes to this account are on hold." },
  account_frozen: { status: 403, title: "This account is frozen." },
  limit_exceeded: { status: 422, title: "This is above your limit." },
  wallet_refused: { status: 422, title: "This does not prove the wallet." },
  code_refused: { status: 422, title: "This code is not right." },
  link_refused: { status: 410, title: "This link does not work any more." },
  last_way_in: { status: 409, title: "This is your last way in." },
  passkeys_missing: { status: 409, title: "This needs two passkeys." },
  recovery_disputed: { status: 409, title: "This recovery was cancelled too often." },
  locked_out: { status: 429, title: "Too many attempts. Sign-in is paused." },
  rate_limited: { status: 429, title: "Too many requests." },
  unavailable: { status: 503, title: "A part we depend on is not answering. Nothing was changed." },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type RefusalCode = keyof typeof REFUSALS;

/** A coded refusal with what a screen may need to explain it. `detail` is our own sentence, never an exception's text. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail?: string;
  /** Whole seconds until trying again can help; becomes the Retry-After header. */
  readonly retryAfterSeconds?: number;
  /** RFC 9470: how fresh the proof must be, in seconds. Only with step_up_required. */
  readonly maxAgeSeconds?: number;
}

/** RFC 9457 problem document as the browser receives it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: RefusalCode;
  readonly requestId: string;
  readonly detail?: string;
  readonly retryAfterSeconds?: number;
}
