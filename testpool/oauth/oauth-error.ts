// OAuth refuses in a JSON body of its own (RFC 6749 §5.2), not in Cognito's exceptions.

export type OAuthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "invalid_scope"
  | "unsupported_grant_type"
  | "unsupported_token_type";

/** A refusal; `basic` says that the client tried HTTP Basic, and must then be told so with 401 and WWW-Authenticate. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  readonly basic: boolean;

  constructor(code: OAuthErrorCode, { basic = false }: { readonly basic?: boolean } = {}) {
    super(code);
    this.code = code;
    this.basic = basic;
  }
}
