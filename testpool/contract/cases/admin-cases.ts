// Set-up and administration: pools, clients, groups and what administrators do to users.
import type { ContractCase } from "../contract-case";

/** The cases of set-up and administration. */
export const ADMIN_CASES: readonly ContractCase[] = [
  {
    operation: "CreateUserPool",
    outcome: "success",
    what: "a pool with every setting at its default",
    liveReason: null,
    run: (stand) => stand.newPool(),
  },
];
