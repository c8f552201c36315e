// A worker that dies at a call of our choosing: to the chain, to the signer, to the database, before the call's effect or right after it.
import type { Database, Transaction } from "@/lib/server/postgres/database";
import type { Worker } from "@/worker/worker";

/** What a call of a dead worker throws. */
export class Killed extends Error {}

/** A worker that is dead from its n-th call on; `after` lets that call have its effect and loses only the answer. */
export function mortal(ports: Worker, deadFrom: number, after: boolean): { readonly ports: Worker; readonly calls: () => number } {
  let calls = 0;
  const dying = async <Answer>(effect: () => Promise<Answer>): Promise<Answer> => {
    calls += 1;
    if (calls > deadFrom || (calls === deadFrom && !after)) throw new Killed();
    const answer = await effect();
    if (calls >= deadFrom) throw new Killed();
    return answer;
  };
  const inside = (tx: Transaction): Transaction => ({ query: (sql, params) => dying(() => tx.query(sql, params)) });
  const database: Database = {
    ...ports.database,
    asTrader: (sub, work) => dying(() => ports.database.asTrader(sub, (tx) => work(inside(tx)))),
    asService: (work) => dying(() => ports.database.asService((tx) => work(inside(tx)))),
  };
  const { chain, signer } = ports;
  return {
    calls: () => calls,
    ports: {
      ...ports,
      database,
      chain: {
        readHead: () => dying(() => chain.readHead()),
        readTransactionCount: (account) => dying(() => chain.readTransactionCount(account)),
        readBalance: (account, contract) => dying(() => chain.readBalance(account, contract)),
        simulate: (from, payment) => dying(() => chain.simulate(from, payment)),
        send: (raw) => dying(() => chain.send(raw)),
        findReceipt: (hash) => dying(() => chain.findReceipt(hash)),
        readOffer: (...asked) => dying(() => chain.readOffer(...asked)),
        findBlockHash: (number) => dying(() => chain.findBlockHash(number)),
      },
      signer: { address: signer.address, sign: (transaction) => dying(() => signer.sign(transaction)) },
    },
  };
}
