// Sends what is stored, in the order of the nonces, for as long as the chain has not counted it. It asks for no reason: whether a payment
// was never sent, was lost with a node's memory or vanished with a block, the same bytes are sent again, and the chain takes them once.
import type { Head, Hex } from "./chain";
import { listSignedFrom } from "./open-settlements";
import type { Worker } from "./worker";

const RESEND_SECONDS = 3;

/** A sender that remembers for a few seconds what it has handed over, so that a slow chain is not flooded. Losing the memory costs nothing. */
export function createSender({ database, chain, signer, clock, log }: Worker): (head: Head) => Promise<void> {
  const sentAtSeconds = new Map<bigint, number>();

  const send = async (nonce: bigint, raw: Hex): Promise<void> => {
    const nowSeconds = clock.nowSeconds();
    const sentAt = sentAtSeconds.get(nonce);
    if (sentAt !== undefined && Math.abs(nowSeconds - sentAt) < RESEND_SECONDS) return;
    const sent = await chain.send(raw);
    if (sent.outcome === "not_now") log.warn("transaction_not_taken", { nonce: nonce.toString(), reason: sent.reason });
    sentAtSeconds.set(nonce, nowSeconds);
  };

  return async ({ chainId }) => {
    const count = await chain.readTransactionCount(signer.address);
    for (const nonce of sentAtSeconds.keys()) if (nonce < count) sentAtSeconds.delete(nonce);
    const stored = await database.asService((tx) => listSignedFrom(tx, chainId, signer.address, count));
    const [first] = stored;
    if (first !== undefined && first.nonce > count) {
      log.error("nonce_gap", { sender: signer.address, transactionCount: count.toString(), firstStored: first.nonce.toString() });
    }
    for (const { nonce, raw } of stored) await send(nonce, raw);
  };
}
