// One text per meaning (RFC 8785, JSON Canonicalization Scheme), so that a hash over it is a hash over the meaning.
import canonicalize from "canonicalize";
import { invariant } from "@/lib/ground/invariant";

/** What can be written canonically. Amounts are texts, so no float is ever among the numbers. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The canonical text of `value`: keys sorted, no white space, one spelling per number and character. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  invariant(typeof text === "string", "only JSON values have a canonical text");
  return text;
}
