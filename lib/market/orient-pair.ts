// Which token of a pair is priced in the other: LINK in USDC, not USDC in LINK.

/** What a pair's orientation depends on; addresses in lower case, token0 before token1 as the pair sorts them. */
export interface PairTokens {
  readonly token0: string;
  readonly token1: string;
  readonly usdAnchors: ReadonlySet<string>;
  readonly wrappedCoin: string | null;
}

/**
 * Whether token0 is the base. The quote is the pair's USD anchor if it has one, else the network's wrapped coin, else the token that sorts
 * last; of two anchors it is the one that sorts last too.
 */
export function orientPair({ token0, token1, usdAnchors, wrappedCoin }: PairTokens): { readonly isToken0Base: boolean } {
  if (usdAnchors.has(token1)) return { isToken0Base: true };
  if (usdAnchors.has(token0)) return { isToken0Base: false };
  return { isToken0Base: token0 !== wrappedCoin };
}
