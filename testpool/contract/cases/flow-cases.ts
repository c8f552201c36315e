// Contract cases of sign-in flows and factors.
import type { ContractCase } from "../contract-case";

/** The cases of sign-in flows and factors. */
export const FLOW_CASES: readonly ContractCase[] = [];
