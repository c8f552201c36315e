// Contract cases of sign-up, recovery and a user's own attributes.
import type { ContractCase } from "../contract-case";

/** The cases of sign-up, recovery and a user's own attributes. */
export const ACCOUNT_CASES: readonly ContractCase[] = [];
