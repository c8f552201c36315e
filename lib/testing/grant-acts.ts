// What is done with a grant, in one word each, for the suites that ask when it is offered, proven and used.
import { expect } from "vitest";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Refusal } from "@/lib/contracts/refusal";
import type { StepUpDto } from "@/lib/contracts/step-up";
import { accept, type Result } from "@/lib/ground/result";
import type { Database } from "@/lib/server/postgres/database";
import type { Trader } from "@/lib/server/session/trader";
import { type Act, type ConsumedGrant, consumeGrant } from "@/lib/server/step-up/consume-grant";
import type { DescribeAct, PreparedAct } from "@/lib/server/step-up/describe-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { proveByPassword } from "@/lib/server/step-up/prove-by-password";
import { PROOFS, type Purpose } from "@/lib/policy/purpose";
import type { StepUpStand } from "./step-up-stand";

/** The terms that the acts here are about. */
export const TERMS = { version: 1, act: "test", amount: "125500000", memo: "März" };
/** What the acts here are about. */
export const SUBJECT = "w-1";
/** The act that a grant is opened for when a test says nothing else. */
export const ACT: Act = { purpose: "withdrawal", subjectId: SUBJECT, termsHash: termsHash(TERMS) };

/** The acts on one stand, by the test's own trader where no other is named. */
export interface GrantActs {
  /** Opens a grant; `changes` bend what the act says of itself. */
  open(trader?: Trader, changes?: Partial<PreparedAct>, purpose?: Purpose): Promise<StepUpDto>;
  /** Proves a grant by password and code. */
  password(grantId: string, trader?: Trader): ReturnType<typeof proveByPassword>;
  /** Uses a grant in a transaction of its own. */
  consume(grantId: string | undefined, act?: Partial<Act>, trader?: Trader, database?: Database): Promise<Result<ConsumedGrant, Refusal>>;
  /** Opens and proves a grant. */
  provenGrant(trader?: Trader): Promise<string>;
  /** Does some work that many seconds from now, and comes back. */
  later(seconds: number, work: () => Promise<void>): Promise<void>;
}

const describing =
  (changes: Partial<PreparedAct>): DescribeAct =>
  async () =>
    accept({ terms: TERMS, termsHash: termsHash(TERMS), proofs: PROOFS, refusal: { code: "limit_exceeded" }, ...changes });

/** "accepted", or the code that the work was refused with. */
export const refusedAs = async (attempt: Promise<Result<unknown, Refusal>>): Promise<string> => {
  const result = await attempt;
  return result.ok ? "accepted" : result.refusal.code;
};

/** "accepted", the code of the refusal that the work ends with, or whatever else it throws. */
export const outcomeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => "accepted",
    (error: unknown) =>
      error instanceof Error && error.name === "RefusalError" && "refusal" in error ? (error.refusal as Refusal).code : error,
  );

/** Binds the acts to a stand and a trader that are there once a test runs. */
export function grantActs(now: () => { readonly stand: StepUpStand; readonly ana: Trader }): GrantActs {
  const open: GrantActs["open"] = (trader = now().ana, changes = {}, purpose = "withdrawal") =>
    openGrant(trader, { purpose, subjectId: SUBJECT }, describing(changes), now().stand.parts);
  const password: GrantActs["password"] = (grantId, trader = now().ana) => {
    const { pool, parts } = now().stand;
    return proveByPassword(trader, grantId, pool.nowSeconds, parts);
  };
  return {
    ...{ open, password },
    consume: (grantId, act = {}, trader = now().ana, database = now().stand.parts.database) =>
      database.asTrader(trader.sub, (tx) => consumeGrant(tx, trader, grantId, { ...ACT, ...act }, now().stand.pool.nowSeconds)),
    provenGrant: async (trader = now().ana) => {
      const { grantId } = await open(trader);
      expect(await refusedAs(password(grantId, trader))).toBe("accepted");
      return grantId;
    },
    later: async (seconds, work) => {
      const { pool } = now().stand;
      pool.nowSeconds += seconds;
      await work().finally(() => (pool.nowSeconds -= seconds));
    },
  };
}
