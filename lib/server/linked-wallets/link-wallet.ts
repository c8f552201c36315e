// A wallet is linked when its key has signed the message that this session was given, letter by letter, in time and for the first time.
import "server-only";
import { randomUUID } from "node:crypto";
import type { LinkWalletRequest } from "@/lib/contracts/linked-wallets";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { Trader } from "@/lib/server/session/trader";
import { isSignedByKey } from "./is-signed-by-key";
import { judgeLinkMessage, type LinkFault, nonceOf } from "./link-message";
import { takeChallenge, type TakenChallenge } from "./take-challenge";
import type { WalletParts } from "./wallet-parts";

/** Wallets that one trader may have linked. */
const WALLETS_MAX = 20;

const SENTENCES: Readonly<Record<LinkFault | "not_ours" | "used" | "signature", string>> = {
  not_ours: "This is not a message that this session was given.",
  used: "This message was used already.",
  foreign_domain: "This message is for another site. Sign only what this page gives you.",
  foreign_uri: "This message is for another site. Sign only what this page gives you.",
  other_chain: "This message is for another network.",
  other_address: "This message is for another address.",
  expired: "This message was valid for five minutes, and they are over.",
  altered: "This message was changed after we gave it to you.",
  signature: "This signature is not one of that wallet for this message.",
};
const refused = (fault: keyof typeof SENTENCES): RefusalError => new RefusalError({ code: "wallet_refused", detail: SENTENCES[fault] });

/**
 * Links the wallet and tells the trader; answers its id. The nonce is used up by the attempt, whatever comes of it. Throws RefusalError:
 * `wallet_refused`, `address_known` (linked already), `limit_exceeded` (twenty are linked); UnavailableError("chain") when only a node could tell whether
 * a contract signed and it does not answer.
 */
export async function linkWallet(
  trader: Pick<Trader, "sub" | "sessionId">,
  { message, signature, label }: LinkWalletRequest,
  parts: WalletParts = services(),
): Promise<{ readonly id: string }> {
  const nowSeconds = parts.clock.nowSeconds();
  const nonce = nonceOf(message);
  if (nonce === null) throw refused("not_ours");
  // Committed before anything else is looked at, so that no second try finds it unused.
  const taken = await parts.database.asTrader(trader.sub, (tx) => takeChallenge(tx, nonce, trader.sessionId, nowSeconds));
  if (taken === "not_ours" || taken === "used") throw refused(taken);
  const judged = judgeLinkMessage(message, taken, parts.settings.appOrigin, nowSeconds);
  if (!judged.ok) throw refused(judged.refusal);
  const kind = await signerKind(parts, taken, message, signature);
  if (kind === null) throw refused("signature");
  const id = randomUUID();
  await parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "linked_wallets", trader.sub);
    const linked = await tx.query<{ address: string }>("SELECT address FROM holdfast.linked_wallets WHERE unlinked_at IS NULL");
    if (linked.some(({ address }) => address.toLowerCase() === taken.address.toLowerCase())) {
      throw new RefusalError({ code: "address_known", detail: "You have linked this wallet already." });
    }
    if (linked.length >= WALLETS_MAX)
      throw new RefusalError({ code: "limit_exceeded", detail: `You can link ${String(WALLETS_MAX)} wallets.` });
    await tx.query(
      `INSERT INTO holdfast.linked_wallets (id, trader, address, label, kind, network, nonce_hash, linked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8))`,
      [id, trader.sub, taken.address, label, kind, taken.network, taken.nonceHash, nowSeconds],
    );
    await recordSecurityEvent(
      tx,
      { kind: "wallet_linked", sub: trader.sub, sessionId: trader.sessionId, detail: { walletId: id } },
      nowSeconds,
    );
  });
  return { id };
}

/** Who signed: the address's own key, the contract that stands there, or neither. */
async function signerKind(
  { wallets }: WalletParts,
  { address, chainId }: TakenChallenge,
  message: string,
  signature: string,
): Promise<"key" | "contract" | null> {
  if (await isSignedByKey(address, message, signature)) return "key";
  return (await wallets.acceptsSignature(BigInt(chainId), address, message, signature)) ? "contract" : null;
}
