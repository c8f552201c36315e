// What the browser must know of the user pool. Neither value is a secret; both come from the server with the page.

/** The pool and app client that Amplify needs for its arithmetic. */
export interface PoolAddress {
  readonly userPoolId: string;
  readonly clientId: string;
}
