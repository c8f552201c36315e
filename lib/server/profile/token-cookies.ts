// What Amplify's adapter is shown in place of our cookies: the one access token that both gates have accepted, under the names that Amplify looks
// for. There is no refresh token in it, so it cannot renew anything; and nothing can be written, so it can neither end nor change a session.
import "server-only";

/** The account and its verified access token. */
export interface VerifiedToken {
  readonly clientId: string;
  readonly username: string;
  readonly accessToken: string;
}

/** A cookie as Next's own store answers it. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** The part of Next's cookie store that the adapter uses. */
export interface CookieStore {
  get(name: string): Cookie | undefined;
  getAll(): Cookie[];
  set(): void;
  delete(): void;
}

const nothing = (): void => undefined;

/** A store of exactly two cookies: whose token it is, and the token. Writing to it does nothing. */
export function tokenCookies({ clientId, username, accessToken }: VerifiedToken): CookieStore {
  const prefix = `CognitoIdentityServiceProvider.${clientId}`;
  const kept = new Map([
    [`${prefix}.LastAuthUser`, username],
    [`${prefix}.${encodeURIComponent(username)}.accessToken`, accessToken],
  ]);
  const get = (name: string): Cookie | undefined => {
    const value = kept.get(name);
    return value === undefined ? undefined : { name, value };
  };
  return { get, getAll: () => [...kept].map(([name, value]) => ({ name, value })), set: nothing, delete: nothing };
}
