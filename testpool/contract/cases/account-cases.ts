// Contract cases of sign-up, recovery and a user's own attributes.
import type { ContractCase } from "../contract-case";
import { ACCOUNT_TRIGGER_CASES } from "./account-trigger-cases";
import { ATTRIBUTE_CASES } from "./attribute-cases";
import { RECOVERY_CASES } from "./recovery-cases";
import { SIGN_UP_CASES } from "./sign-up-cases";

/** The cases of sign-up, recovery and a user's own attributes. */
export const ACCOUNT_CASES: readonly ContractCase[] = [...SIGN_UP_CASES, ...RECOVERY_CASES, ...ATTRIBUTE_CASES, ...ACCOUNT_TRIGGER_CASES];
