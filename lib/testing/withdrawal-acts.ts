// What a trader does with a withdrawal, in one word each, for the suites that ask what becomes of it.
import { randomUUID } from "node:crypto";
import type { WithdrawalDto, WithdrawalRequest } from "@/lib/contracts/withdrawals";
import { confirmWithdrawal } from "@/lib/server/withdrawals/confirm-withdrawal";
import { prepareWithdrawal } from "@/lib/server/withdrawals/prepare-withdrawal";
import type { Trader } from "@/lib/server/session/trader";
import type { Proof } from "@/lib/policy/purpose";
import type { Person, WithdrawalStand } from "./withdrawal-stand";

/** An id of the right form that nothing has. */
export const UNKNOWN = "0a1b2c3d-0000-4000-8000-00000000aaaa";
/** One USDC, in base units. */
export const USDC = 1_000_000n;

/** The acts on one stand. What differs from 100 USDC to the person's own address is said in `changes`. */
export interface WithdrawalActs {
  prepare(person: Person, changes?: Partial<WithdrawalRequest>, key?: string | null): Promise<WithdrawalDto>;
  /** A proven grant for exactly the terms that the withdrawal shows. */
  grantFor(person: Person, withdrawal: WithdrawalDto, proof?: Proof, asker?: Trader): Promise<string>;
  /** Confirms in the stand's other process. */
  confirm(person: Person, id: string, grantId: string | undefined): Promise<WithdrawalDto>;
  /** Prepares, proves and confirms. */
  approve(person: Person, changes?: Partial<WithdrawalRequest>, proof?: Proof): Promise<WithdrawalDto>;
  /** Lists a second network, "elsewhere", where nothing can be withdrawn. */
  listElsewhere(): Promise<void>;
}

/** Binds the acts to a stand that is open once a test runs. */
export function withdrawalActs(standOf: () => WithdrawalStand): WithdrawalActs {
  const prepare: WithdrawalActs["prepare"] = (person, changes = {}, key = randomUUID()) => {
    const order: WithdrawalRequest = { asset: "USDC", network: "testnet", amount: "100", addressId: person.addressId, ...changes };
    return prepareWithdrawal(person.trader, key, order, standOf().here);
  };
  const grantFor: WithdrawalActs["grantFor"] = (person, { id, terms }, proof = "passkey", asker = person.trader) =>
    standOf().grant(person, { purpose: "withdrawal", subjectId: id, terms }, proof, asker);
  const confirm: WithdrawalActs["confirm"] = (person, id, grantId) => confirmWithdrawal(person.trader, id, grantId, standOf().there);
  return {
    ...{ prepare, grantFor, confirm },
    approve: async (person, changes = {}, proof = "passkey") => {
      const withdrawal = await prepare(person, changes);
      return confirm(person, withdrawal.id, await grantFor(person, withdrawal, proof));
    },
    listElsewhere: async () => {
      await standOf().worker.asService((tx) =>
        tx.query("INSERT INTO holdfast.networks VALUES ('elsewhere', 5, 'Elsewhere') ON CONFLICT DO NOTHING"),
      );
    },
  };
}
