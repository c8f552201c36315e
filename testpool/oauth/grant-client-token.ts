// POST /oauth2/token: the client credentials grant (RFC 6749 §4.4).
import type { Needs } from "../protocol/needs";
import { isFields } from "../protocol/shapes";
import { grantedScopes, issueClientToken } from "../tokens/client-token";
import { authenticateClient } from "./authenticate-client";
import { OAuthError } from "./oauth-error";
import type { Form } from "./read-form";

/** `aws_client_metadata` is a JSON object of texts for the trigger (documented). */
function parseMetadata(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value) && Object.values(value).every((entry) => typeof entry === "string")) return value as Record<string, string>;
  } catch {
    throw new OAuthError("invalid_request");
  }
  throw new OAuthError("invalid_request");
}

/**
 * Answers an access token for the scopes that are asked for, or for all that the client allows. Only client_credentials is served; the
 * grants of the hosted sign-in page are `unsupported_grant_type`. A client without a secret or without that flow is `unauthorized_client`.
 */
export async function grantClientToken(needs: Needs, form: Form, authorization: string | undefined): Promise<object> {
  if (form["grant_type"] === undefined) throw new OAuthError("invalid_request");
  const client = authenticateClient(needs, form, authorization);
  if (form["grant_type"] !== "client_credentials") throw new OAuthError("unsupported_grant_type");
  if (client.secret === null || !client.oauthFlows.includes("client_credentials")) throw new OAuthError("unauthorized_client");
  const scopes = grantedScopes(
    needs,
    client,
    (form["scope"] ?? "").split(" ").filter((scope) => scope !== ""),
  );
  if (scopes === null) throw new OAuthError("invalid_scope");
  const metadata = parseMetadata(form["aws_client_metadata"]);
  const { accessToken, expiresInSeconds } = await issueClientToken(needs, client, scopes, metadata);
  return { access_token: accessToken, expires_in: expiresInSeconds, token_type: "Bearer" };
}
