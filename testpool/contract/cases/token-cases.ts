// Contract cases of tokens, refresh and sessions.
import type { ContractCase } from "../contract-case";

/** The cases of tokens, refresh and sessions. */
export const TOKEN_CASES: readonly ContractCase[] = [];
