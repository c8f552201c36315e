// Whether ledger and chain tell the same story: what left custody is what was settled, and what a swap brought in is what was credited, to the unit. Run by tests after every storm; an
// operator may run it at any time, because it only reads.
import { readPaid, type Paid } from "./read-paid";
import { expectedOf } from "./orders/expected-of-order";
import { receivedBy } from "./orders/judge-swap";
import { readOutflow } from "./outflow";
import type { Worker } from "./worker";

/** Every contradiction as one sentence; empty is the only good answer. Payments still under way are no contradiction. */
export async function reconcile(worker: Worker): Promise<string[]> {
  const { chainId } = await worker.chain.readHead();
  const paid = await readPaid(worker, chainId);
  const faults = [...(await findLedgerFaults(worker)), ...findNonceGaps(paid)];
  const count = await worker.chain.readTransactionCount(worker.signer.address);
  const last = paid.at(-1);
  if (last !== undefined && count > last.nonce + 1n)
    faults.push("The chain has counted more transactions of custody than were signed here.");
  for (const payment of paid) faults.push(...(await findContradictions(worker, payment)));
  return faults;
}

async function findLedgerFaults({ database }: Worker): Promise<string[]> {
  const rows = await database.asService((tx) =>
    tx.query<{ fault: string; subject: string }>("SELECT fault, subject FROM holdfast.ledger_faults"),
  );
  return rows.map(({ fault, subject }) => `The ledger has a fault: ${fault} of ${subject}.`);
}

const findNonceGaps = (paid: readonly Paid[]): string[] =>
  paid.flatMap(({ nonce }, index) => {
    const before = paid[index - 1];
    return before === undefined || before.nonce + 1n === nonce
      ? []
      : [`Nonce ${(before.nonce + 1n).toString()} belongs to nothing that was signed here.`];
  });

async function findContradictions({ chain, signer }: Worker, paid: Paid): Promise<string[]> {
  // An allowance moves nothing; its swap is the one to be judged.
  if (paid.step === "allowance") return [];
  const { subjectId, state, txHash, raw, settled, received, order } = paid;
  const receipt = await chain.findReceipt(txHash);
  const faults: string[] = [];
  if (state === "settled" && receipt?.isSuccess !== true) faults.push(`${subjectId} is settled, but its payment is not on the chain.`);
  if (state === "failed" && receipt?.isSuccess === true) faults.push(`${subjectId} has failed, but its payment is on the chain.`);
  const expected = state === "settled" ? readOutflow(raw).amountBaseUnits : 0n;
  if (settled !== expected) faults.push(`${subjectId} is booked with ${settled.toString()} units and paid with ${expected.toString()}.`);
  const came = state === "settled" && order !== null && receipt !== null ? receivedBy(receipt, expectedOf(order, signer.address)) : 0n;
  if (received !== came) faults.push(`${subjectId} is credited with ${received.toString()} units and ${came.toString()} came in.`);
  return faults;
}
