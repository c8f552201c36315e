// Client settings that are well formed on their own and still refused together, or in this pool.
import { CognitoException, invalidParameter } from "../protocol/cognito-exception";
import type { ValueOf } from "../protocol/shapes";
import { STANDARD_ATTRIBUTES } from "../rules/attribute-schema";
import type { PoolRecord } from "../store/settings-records";
import type { CLIENT_MEMBERS } from "./client-members";
import { featureUnavailable } from "./check-pool-settings";

/** A request of CreateUserPoolClient. */
export type ClientRequest = ValueOf<typeof CLIENT_MEMBERS>;

const STANDARD_SCOPES: readonly string[] = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];
/** Attributes that only the pool itself writes. */
const UNWRITABLE: readonly string[] = ["sub", "email_verified", "phone_number_verified"];

const invalidFlow = (message: string) => new CognitoException("InvalidOAuthFlowException", message);

function checkAuthFlows(pool: PoolRecord, request: ClientRequest): void {
  const flows: readonly string[] = request.ExplicitAuthFlows ?? ["ALLOW_REFRESH_TOKEN_AUTH"];
  const isAllow = (flow: string) => flow.startsWith("ALLOW_");
  if (flows.some(isAllow) && !flows.every(isAllow)) {
    // Flows with the prefix ALLOW_ and flows without it exclude each other (documented rule; sentence assumed).
    throw invalidParameter("ExplicitAuthFlows cannot have values with and without the prefix ALLOW_ at the same time.");
  }
  if (flows.includes("ALLOW_CLIENT_TOKEN_AUTH") && flows.length > 1) {
    // ALLOW_CLIENT_TOKEN_AUTH must be the only flow of its client (documented rule; sentence assumed).
    throw invalidParameter("ALLOW_CLIENT_TOKEN_AUTH cannot be combined with other authentication flows.");
  }
  if (flows.includes("ALLOW_USER_AUTH") && pool.tier === "LITE") throw featureUnavailable("ALLOW_USER_AUTH", pool.tier);
  if (request.RefreshTokenRotation?.Feature === "ENABLED" && flows.includes("ALLOW_REFRESH_TOKEN_AUTH")) {
    // Refresh token rotation excludes ALLOW_REFRESH_TOKEN_AUTH, also where that flow stands there by default (the first documented, the second assumed).
    throw invalidParameter("Refresh token rotation cannot be enabled together with ALLOW_REFRESH_TOKEN_AUTH.");
  }
}

function checkAttributes(pool: PoolRecord, request: ClientRequest): void {
  const known = [...Object.keys(STANDARD_ATTRIBUTES), ...pool.customAttributes.map((attribute) => attribute.name)];
  const { ReadAttributes: read = [], WriteAttributes: write } = request;
  if (read.some((name) => !known.includes(name))) throw invalidParameter("Invalid read attributes specified while creating a client"); // Observed.
  const isWritable = (name: string) => known.includes(name) && !UNWRITABLE.includes(name);
  const lacks = (name: string) => write?.includes(name) === false;
  // A client must be able to write every attribute that the pool requires (documented; sentence observed).
  if (write?.every(isWritable) === false || pool.requiredAttributes.some(lacks)) {
    throw invalidParameter("Invalid write attributes specified while creating a client");
  }
}

function checkFlowKinds(request: ClientRequest): void {
  const flows = request.AllowedOAuthFlows ?? [];
  if (!flows.includes("client_credentials")) return;
  const hasSecret = request.GenerateSecret === true || request.ClientSecret !== undefined;
  // The machine flow needs a secret and stands alone (documented; sentences observed).
  if (!hasSecret) throw invalidFlow("client_credentials flow can not be selected if client does not have a client secret.");
  if (flows.length > 1) throw invalidFlow("client_credentials flow can not be selected along with code flow or implicit flow.");
  if (request.AllowedOAuthScopes?.some((scope) => STANDARD_SCOPES.includes(scope)) === true) {
    throw invalidFlow("client_credentials flow can not be selected along with standard scopes."); // The machine flow knows scopes of resource servers only (documented rule; sentence assumed).
  }
}

function checkOauth(request: ClientRequest, customScopes: readonly string[]): void {
  const { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [] } = request;
  const unknown = scopes.find((scope) => !STANDARD_SCOPES.includes(scope) && !customScopes.includes(scope));
  if (unknown !== undefined) throw new CognitoException("ScopeDoesNotExistException", `Invalid scope requested: ${unknown}`); // Observed.
  if (request.AllowedOAuthFlowsUserPoolClient === true && (flows.length === 0 || scopes.length === 0)) {
    // A client that may use OAuth names flows and scopes (sentence observed).
    throw invalidFlow("AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.");
  }
  checkFlowKinds(request);
}

/**
 * Refuses combinations with InvalidParameter, InvalidOAuthFlow, ScopeDoesNotExist and FeatureUnavailableInTier exceptions;
 * `customScopes` are those of the pool's resource servers, as `identifier/name`.
 */
export function checkClientSettings(pool: PoolRecord, request: ClientRequest, customScopes: readonly string[]): void {
  if (request.GenerateSecret === true && request.ClientSecret !== undefined) {
    throw invalidParameter("Cannot specify both GenerateSecret and ClientSecret."); // A secret is made or given, never both (documented rule; sentence assumed).
  }
  const stranger = (request.SupportedIdentityProviders ?? []).find((name) => name !== "COGNITO");
  if (stranger !== undefined) throw invalidParameter(`The provider ${stranger} does not exist for User Pool ${pool.id}.`); // Observed.
  const { DefaultRedirectURI: redirect, CallbackURLs: callbacks = [] } = request;
  // The default redirect URI is one of the callback URLs (documented rule; sentence assumed).
  if (redirect !== undefined && !callbacks.includes(redirect))
    throw invalidParameter("DefaultRedirectURI must be in the list of CallbackURLs.");
  checkAuthFlows(pool, request);
  checkAttributes(pool, request);
  checkOauth(request, customScopes);
}
