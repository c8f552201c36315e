// POST /oauth2/revoke: RFC 7009, for refresh tokens.
import type { Needs } from "../protocol/needs";
import { decodeJwt } from "../tokens/jwt";
import { openRefreshToken } from "../tokens/refresh-token";
import { revokeFamily } from "../tokens/revoke-family";
import { authenticateClient } from "./authenticate-client";
import { OAuthError } from "./oauth-error";
import type { Form } from "./read-form";

/**
 * Ends the sign-in of the token. Access and ID tokens are `unsupported_token_type` (documented); an unknown token is a success
 * (RFC 7009 §2.2); a client whose EnableTokenRevocation is off gets `invalid_request`, and another client's token `invalid_grant` (assumed).
 */
export function revokeRefreshToken(needs: Needs, form: Form, authorization: string | undefined): void {
  const client = authenticateClient(needs, form, authorization);
  const token = form["token"];
  if (token === undefined || !client.tokenRevocation) throw new OAuthError("invalid_request");
  if (decodeJwt(token) !== null) throw new OAuthError("unsupported_token_type");
  const handle = openRefreshToken(needs.keys, token);
  const family = handle === null ? undefined : needs.store.get("families", handle.originJti);
  if (family === undefined) return;
  if (family.clientId !== client.id) throw new OAuthError("invalid_grant");
  revokeFamily(needs, family);
}
