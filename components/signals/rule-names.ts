// What the pair and the wallet of a rule are called on screens.
import type { SignalChoicesDto, SignalPairDto } from "@/lib/contracts/signals";
import { shortWallet } from "@/lib/signals/happened-sentence";
import type { RuleText } from "@/lib/signals/rule";
import type { RuleNames } from "@/lib/signals/rule-sentence";

type Choices = Pick<SignalChoicesDto, "pairs" | "wallets">;

/** Such as "LINK/USDC on Base (local chain)". */
export const pairName = ({ base, quote, networkLabel }: SignalPairDto): string => `${base}/${quote} on ${networkLabel}`;

/** A followed wallet by its label, another by a shortened address. */
export const walletName = (wallet: string, { wallets }: Pick<Choices, "wallets">): string =>
  wallets.find((followed) => followed.wallet === wallet)?.label ?? shortWallet(wallet);

/** The names that a rule's sentence needs. */
export function namesOf(rule: RuleText, choices: Choices): RuleNames {
  const pair = choices.pairs.find(({ pairId }) => pairId === rule.pairId);
  const named = rule.pairId === null ? null : pair === undefined ? "a pair that is gone" : pairName(pair);
  return { pair: named, wallet: rule.kind === "wallet_buys" && rule.wallet !== null ? walletName(rule.wallet, choices) : null };
}
