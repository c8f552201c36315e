// What the form of a rule chooses from.
import "server-only";
import type { FollowedWalletDto, SignalChoicesDto } from "@/lib/contracts/signals";
import { readPairFacts } from "@/lib/server/signal-store/pair-facts";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { SignalParts } from "./signal-parts";

/** All pairs of the index, the wallets that the trader follows, and whether there is a webhook to send to. */
export function listChoices(trader: Pick<Trader, "sub">, parts: SignalParts = services()): Promise<SignalChoicesDto> {
  return parts.database.asTrader(trader.sub, async (tx) => {
    const facts = await readPairFacts(tx);
    const wallets = await tx.query<FollowedWalletDto>(
      "SELECT wallet, nullif(label, '') AS label FROM holdfast.follows WHERE trader = $1 ORDER BY label, wallet",
      [trader.sub],
    );
    const [hooks] = await tx.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM holdfast.webhook_endpoints WHERE removed_at IS NULL",
    );
    return {
      pairs: [...facts.values()].map(({ pairId, network, networkLabel, base, quote }) => ({ pairId, network, networkLabel, base, quote })),
      wallets,
      hasWebhook: (hooks?.count ?? 0) > 0,
    };
  });
}
