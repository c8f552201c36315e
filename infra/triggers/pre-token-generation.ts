// PreTokenGeneration (V2_0): a token says who signed in and nothing that somebody could take for a permission. Groups, roles and attributes decide
// nothing in this product, so no token carries them.
import type { TokenEvent } from "./trigger-event";

/** The scope that the pool's own operations for a signed-in user want. Every other one is another program's. */
const OWN_SCOPE = "aws.cognito.signin.user.admin";
const GROUP_CLAIMS = ["cognito:groups", "cognito:roles", "cognito:preferred_role"];
/** The one attribute that is read from an ID token, at sign-in. */
const READ_ATTRIBUTE = "email";
const UNREAD_CLAIMS = ["event_id", "email_verified"];

/** Takes groups, roles, all attributes but the address, and foreign scopes out of both tokens; adds nothing. */
export async function handler(event: TokenEvent): Promise<TokenEvent> {
  const { userAttributes = {}, scopes = [] } = event.request;
  const attributes = Object.keys(userAttributes).filter((name) => name !== READ_ATTRIBUTE && name !== "sub");
  const unread = [...new Set([...GROUP_CLAIMS, ...UNREAD_CLAIMS, ...attributes])];
  return {
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToSuppress: unread },
        accessTokenGeneration: { claimsToSuppress: GROUP_CLAIMS, scopesToSuppress: scopes.filter((scope) => scope !== OWN_SCOPE) },
        groupOverrideDetails: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: "" },
      },
    },
  };
}
