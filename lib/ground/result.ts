// The one result type. A function either answers a Result or throws; never both.

/** A success with its value, or a refusal with its coded reason. */
export type Result<Value, Reason> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Reason };

/** Wraps a value as a success. */
export const accept = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

/** Wraps a coded reason as a refusal. */
export const refuse = <const Reason>(refusal: Reason): { readonly ok: false; readonly refusal: Reason } => ({ ok: false, refusal });
