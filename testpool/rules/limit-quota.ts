// Request quotas by category. AWS counts per account and region; here each pool has the whole quota, so that test workers never share one.
import { CognitoException } from "../protocol/cognito-exception";

/** Requests a second, by category, as a new account has them (documented). */
const REQUESTS_PER_SECOND: Readonly<Record<string, number>> = {
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserAccountRecovery: 30,
  UserRead: 120,
  UserUpdate: 25,
  UserToken: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserList: 30,
  UserPoolRead: 15,
  UserPoolUpdate: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  ClientAuthentication: 150,
};

/** What was asked of each pool and category in the second that is running; it lives in memory only. */
export interface QuotaBook {
  /** Counts a request, and refuses it with TooManyRequestsException when its second is full (message observed). */
  count(poolId: string, category: string, nowSeconds: number): void;
  clear(): void;
}

/** A book without entries. */
export function createQuotaBook(): QuotaBook {
  const seconds = new Map<string, { readonly second: number; readonly count: number }>();
  return {
    count: (poolId, category, nowSeconds) => {
      const key = `${poolId}|${category}`;
      const known = seconds.get(key);
      const count = known?.second === nowSeconds ? known.count : 0;
      if (count >= (REQUESTS_PER_SECOND[category] ?? Infinity)) throw new CognitoException("TooManyRequestsException", "Rate exceeded");
      seconds.set(key, { second: nowSeconds, count: count + 1 });
    },
    clear: () => seconds.clear(),
  };
}
