// Bends of a sign-in that leave no trace once an honest one has followed: one common user is enough for all of them.
import type { ContractStand } from "./contract-case";
import { commonGround, type Ground } from "./flow-steps";
import type { NegativeVector } from "./negative-vector";

/** One attempt in the common plain pool. */
export type Attempt = (stand: ContractStand, ground: Ground) => Promise<unknown>;

/** A vector of the common user: the bent attempt beside the honest one. */
export function commonVector(operation: string, name: string, exception: string, bent: Attempt, honest: Attempt): NegativeVector {
  return {
    operation,
    name,
    exception,
    liveReason: null,
    prepare: async (stand) => {
      const ground = await commonGround(stand, "plain");
      return { bent: () => bent(stand, ground), honest: () => honest(stand, ground) };
    },
  };
}
