// A message for a wallet to sign, given to one session for one address and for five minutes.
import "server-only";
import { randomBytes } from "node:crypto";
import { getAddress, isAddress } from "viem";
import type { WalletChallengeDto, WalletChallengeRequest } from "@/lib/contracts/linked-wallets";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { LINK_SECONDS, linkMessage, sha256 } from "./link-message";
import type { WalletParts } from "./wallet-parts";

/** Messages that one trader may have open at a time. */
const OPEN_MAX = 10;
const FORM = /^0x[0-9a-fA-F]{40}$/;

/**
 * Writes the message down, as its hash, and answers it. Throws RefusalError: `network_unknown`, `address_invalid`, `address_known` (linked already),
 * `rate_limited` (ten are open).
 */
export async function openChallenge(
  trader: Pick<Trader, "sub" | "sessionId">,
  { network, address: text }: WalletChallengeRequest,
  parts: WalletParts = services(),
): Promise<WalletChallengeDto> {
  const nowSeconds = parts.clock.nowSeconds();
  const address = readAddress(text);
  const nonce = randomBytes(16).toString("hex");
  const expiresAtSeconds = nowSeconds + LINK_SECONDS;
  const message = await parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "linked_wallets", trader.sub);
    const [known] = await tx.query<{ chain_id: bigint }>("SELECT chain_id FROM holdfast.networks WHERE id = $1", [network]);
    if (known === undefined) throw new RefusalError({ code: "network_unknown" });
    await judgeOpening(tx, address, nowSeconds);
    const chainId = Number(known.chain_id);
    const written = linkMessage({ origin: parts.settings.appOrigin, address, chainId, nonce, issuedAtSeconds: nowSeconds });
    await tx.query(
      `INSERT INTO holdfast.wallet_link_challenges (nonce_hash, trader, session_id, network, chain_id, address, message_sha256, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8), to_timestamp($9))`,
      [sha256(nonce), trader.sub, trader.sessionId, network, chainId, address, sha256(written), nowSeconds, expiresAtSeconds],
    );
    return written;
  });
  return { message, expiresAt: new Date(expiresAtSeconds * 1_000).toISOString() };
}

function readAddress(text: string): string {
  const isMixed = text.slice(2) !== text.slice(2).toLowerCase() && text.slice(2) !== text.slice(2).toUpperCase();
  if (!FORM.test(text) || (isMixed && !isAddress(text))) {
    throw new RefusalError({
      code: "address_invalid",
      detail: "An address is 0x and 40 characters of 0 to 9 and a to f, with its capitals in place.",
    });
  }
  return getAddress(text.toLowerCase());
}

async function judgeOpening(tx: Transaction, address: string, nowSeconds: number): Promise<void> {
  const linked = await tx.query("SELECT id FROM holdfast.linked_wallets WHERE lower(address) = lower($1) AND unlinked_at IS NULL", [
    address,
  ]);
  if (linked.length > 0) throw new RefusalError({ code: "address_known", detail: "You have linked this wallet already." });
  await tx.query(
    `DELETE FROM holdfast.wallet_link_challenges c WHERE c.expires_at <= to_timestamp($1)
        AND NOT EXISTS (SELECT FROM holdfast.linked_wallets w WHERE w.nonce_hash = c.nonce_hash)`,
    [nowSeconds],
  );
  const [open] = await tx.query<{ n: bigint }>(
    "SELECT count(*) AS n FROM holdfast.wallet_link_challenges WHERE expires_at > to_timestamp($1) AND used_at IS NULL",
    [nowSeconds],
  );
  if ((open?.n ?? 0n) >= BigInt(OPEN_MAX)) throw new RefusalError({ code: "rate_limited", retryAfterSeconds: LINK_SECONDS });
}
