// A client in CreateUserPoolClient's words (UserPoolClientType).
import type { ClientRecord } from "../store/settings-records";
import type { ClientRequest } from "./check-client-settings";
import { clientRequestOf } from "./seeded-request";

/** Members that are answered as they were asked for, and only when they were (documented for the attribute lists). */
const REPEATED = [
  "AccessTokenValidity",
  "IdTokenValidity",
  "ReadAttributes",
  "WriteAttributes",
  "ExplicitAuthFlows",
  "SupportedIdentityProviders",
  "CallbackURLs",
  "LogoutURLs",
  "DefaultRedirectURI",
  "AllowedOAuthFlows",
  "AllowedOAuthScopes",
  "PreventUserExistenceErrors",
  "RefreshTokenRotation",
] as const satisfies readonly (keyof ClientRequest)[];

const DEFAULT_REFRESH_DAYS = 30;

/** UserPoolClient, as CreateUserPoolClient and DescribeUserPoolClient answer it; the secret of a confidential client is part of it (documented). */
export function describeClient(client: ClientRecord): object {
  const request: ClientRequest = client.asked === undefined ? clientRequestOf(client) : (client.asked as unknown as ClientRequest);
  return {
    ...Object.fromEntries(REPEATED.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]]))),
    UserPoolId: client.poolId,
    ClientName: client.name,
    ClientId: client.id,
    ...(client.secret === null ? {} : { ClientSecret: client.secret }),
    LastModifiedDate: client.createdAtSeconds,
    CreationDate: client.createdAtSeconds,
    RefreshTokenValidity:
      request.RefreshTokenValidity === undefined || request.RefreshTokenValidity === 0
        ? DEFAULT_REFRESH_DAYS
        : request.RefreshTokenValidity,
    TokenValidityUnits: request.TokenValidityUnits ?? {},
    AllowedOAuthFlowsUserPoolClient: request.AllowedOAuthFlowsUserPoolClient ?? false,
    EnableTokenRevocation: client.tokenRevocation,
    EnablePropagateAdditionalUserContextData: client.propagatesContext,
    AuthSessionValidity: client.authSessionSeconds / 60,
  };
}
