// A market before its first trade, as the plan has it: for looking at the simulator without a chain.
import { DOLLAR, worthInUnits, type PlannedNetwork, type PlannedToken } from "./market-plan";
import type { MarketState } from "./market-state";
import { walletsOn } from "./wallets";

/** The pools with their first liquidity, and the wallets with what they begin with. */
export function startingState(network: PlannedNetwork): MarketState {
  const planned = (symbol: string): PlannedToken => {
    const found = network.tokens.find((token) => token.symbol === symbol);
    if (found === undefined) throw new Error(`${symbol} is not planned on ${network.id}.`);
    return found;
  };
  const pools = network.pairs.map(({ base, quote, depthUsd }) => ({
    ...{ base, quote },
    reserves: { [base]: worthInUnits(planned(base), depthUsd), [quote]: worthInUnits(planned(quote), depthUsd) },
  }));
  const balances: MarketState["balances"] = new Map(
    walletsOn(network.id).map(({ index, habit, capitalUsd }) => [
      index,
      Object.fromEntries(
        network.tokens.map((token) => [
          token.symbol,
          habit === "arbitrageur" || token.symbol === DOLLAR ? worthInUnits(token, capitalUsd) : 0n,
        ]),
      ),
    ]),
  );
  return { network, pools, balances };
}
