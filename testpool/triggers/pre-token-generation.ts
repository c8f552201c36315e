// PreTokenGeneration: adds and suppresses claims, scopes and groups, within what its version allows.
import type { Fields } from "../protocol/shapes";
import { isReserved } from "./reserved-claims";
import { fieldsIn, listIn, textsIn } from "./response-fields";
import { runTrigger } from "./run-trigger";
import { sharedRequest } from "./shared-request";
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

type Token = "id" | "access";

/** Claims to add and to suppress; reserved ones are passed over without a word (documented). Adding and suppressing one suppresses it (documented). */
function claimChanges(
  token: Token,
  details: Fields,
  areTexts: boolean,
): { readonly claims: Fields; readonly suppressed: readonly string[] } {
  const added = areTexts ? textsIn(details, "claimsToAddOrOverride") : (fieldsIn(details, "claimsToAddOrOverride") ?? {});
  const suppressed = (listIn(details, "claimsToSuppress") ?? []).filter((name) => !isReserved(token, name));
  const kept = Object.entries(added).filter(([name]) => !isReserved(token, name) && !suppressed.includes(name));
  return { claims: Object.fromEntries(kept), suppressed };
}

function groupsOf(details: Fields): readonly string[] | null {
  const override = fieldsIn(details, "groupOverrideDetails");
  return override === null ? null : listIn(override, "groupsToOverride");
}

/** V1_0 says only texts, and only of the ID token: a list as a claim is an unrecognizable answer (observed). */
function changesOfV1(details: Fields): TokenChanges {
  const { claims, suppressed } = claimChanges("id", details, true);
  return { ...NO_TOKEN_CHANGES, idClaims: claims, idSuppressed: suppressed, groups: groupsOf(details) };
}

function changesOfV2(details: Fields): TokenChanges {
  const idDetails = fieldsIn(details, "idTokenGeneration") ?? {};
  const accessDetails = fieldsIn(details, "accessTokenGeneration") ?? {};
  const id = claimChanges("id", idDetails, false);
  const access = claimChanges("access", accessDetails, false);
  return {
    idClaims: id.claims,
    idSuppressed: id.suppressed,
    accessClaims: access.claims,
    accessSuppressed: access.suppressed,
    scopesAdded: listIn(accessDetails, "scopesToAdd") ?? [],
    scopesSuppressed: listIn(accessDetails, "scopesToSuppress") ?? [],
    groups: groupsOf(details),
  };
}

/** The roles of these groups, and the role of the group that comes first by precedence (documented). */
function groupConfiguration({ needs, pool }: TriggerContext, groups: readonly string[]): Fields {
  const records = groups.flatMap((name) => needs.store.get("groups", `${pool.id}|${name}`) ?? []);
  const first = records
    .filter(({ precedence }) => precedence !== null)
    .sort((left, right) => (left.precedence ?? 0) - (right.precedence ?? 0))[0];
  return {
    groupsToOverride: groups,
    iamRolesToOverride: records.flatMap(({ roleArn }) => roleArn ?? []),
    preferredRole: first?.roleArn ?? null,
  };
}

/** Asks the trigger; a pool without one changes nothing. A machine's tokens are its business from V3_0 on (documented). */
export async function preTokenGeneration(
  context: TriggerContext,
  source: TokenSource,
  groups: readonly string[],
  scopes: readonly string[],
): Promise<TokenChanges> {
  const { preTokenVersion } = context.pool;
  if (source === "TokenGeneration_ClientCredentials" && preTokenVersion !== "V3_0") return NO_TOKEN_CHANGES;
  const isFirst = preTokenVersion === "V1_0";
  const member = isFirst ? "claimsOverrideDetails" : "claimsAndScopeOverrideDetails";
  const shared = { ...sharedRequest(context), groupConfiguration: groupConfiguration(context, groups) };
  const response = await runTrigger(context, {
    name: "PreTokenGeneration",
    source,
    version: isFirst ? "1" : preTokenVersion === "V2_0" ? "2" : "3",
    request: isFirst ? shared : { ...shared, scopes },
    response: { [member]: null },
  });
  const details = response === null ? null : fieldsIn(response, member);
  if (details === null) return NO_TOKEN_CHANGES;
  return isFirst ? changesOfV1(details) : changesOfV2(details);
}
