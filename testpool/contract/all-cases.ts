// The contract: every case of every area.
import { ACCOUNT_CASES } from "./cases/account-cases";
import { ADMIN_CASES } from "./cases/admin-cases";
import { FLOW_CASES } from "./cases/flow-cases";
import { TOKEN_CASES } from "./cases/token-cases";
import type { ContractCase } from "./contract-case";

/** Every case, area by area. */
export const ALL_CASES: readonly ContractCase[] = [...ADMIN_CASES, ...ACCOUNT_CASES, ...FLOW_CASES, ...TOKEN_CASES];
