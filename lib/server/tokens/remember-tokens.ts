// Tokens seen before need no second RSA operation. What can go stale (times, keys) is asked every time.
import "server-only";
import type { KeySet } from "./key-set";
import type { RawClaims, TokenVerifier } from "./create-token-verifier";

/** How many tokens one process remembers; the oldest leaves first. A token is about 1 KB. */
export const REMEMBERED_TOKENS_MAX = 5_000;

/**
 * The same verifier with a memory of accepted tokens. An entry counts only under the key set that judged it, while that set is fresh,
 * and its times are judged anew; a refused or expired token is never remembered.
 */
export function rememberTokens(verifier: TokenVerifier, keySet: KeySet, tokensMax: number = REMEMBERED_TOKENS_MAX): TokenVerifier {
  const seen = new Map<string, RawClaims>();
  let version = keySet.version();
  return {
    recheck: verifier.recheck,
    verify: async (token, nowSeconds) => {
      if (version !== keySet.version()) {
        seen.clear();
        version = keySet.version();
      }
      const known = seen.get(token);
      if (known && keySet.isFresh(nowSeconds)) return verifier.recheck(known, nowSeconds);
      const judged = await verifier.verify(token, nowSeconds);
      if (!judged.ok || version !== keySet.version()) return judged;
      if (seen.size >= tokensMax)
        for (const oldest of seen.keys()) {
          seen.delete(oldest);
          break;
        }
      seen.set(token, judged.value);
      return judged;
    },
  };
}
