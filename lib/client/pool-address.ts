// What the browser must know of the user pool. Neither value is a secret; both come from the server with the page.

/** The pool and app client that Amplify needs for its arithmetic. */
export interface PoolAddress {
  readonly userPoolId: string;
  readonly clientId: string;
  /** Where its protocol is spoken; the traders' door unless the page is the desk's. */
  readonly door?: "/api/ops/auth/cognito";
}
