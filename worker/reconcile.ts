// Whether ledger and chain tell the same story: what left custody is what was settled, to the unit. Run by tests after every storm; an
// operator may run it at any time, because it only reads.
import { readPaid, type Paid } from "./read-paid";
import { readSignedPayment } from "./payment";
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
    return before === undefined || before.nonce + 1n === nonce ? [] : [`Nonce ${(before.nonce + 1n).toString()} belongs to no withdrawal.`];
  });

async function findContradictions({ chain }: Worker, { withdrawalId, state, txHash, raw, settled }: Paid): Promise<string[]> {
  const receipt = await chain.findReceipt(txHash);
  const faults: string[] = [];
  if (state === "settled" && receipt?.isSuccess !== true) faults.push(`${withdrawalId} is settled, but its payment is not on the chain.`);
  if (state === "failed" && receipt?.isSuccess === true) faults.push(`${withdrawalId} has failed, but its payment is on the chain.`);
  const expected = state === "settled" ? readSignedPayment(raw).amountBaseUnits : 0n;
  if (settled !== expected) faults.push(`${withdrawalId} is booked with ${settled.toString()} units and paid with ${expected.toString()}.`);
  return faults;
}
