// The only file that configures Amplify. It is loaded on demand, speaks to our own proxy, and keeps its stand-in tokens in memory:
// never `ssr`, never localStorage, and the storage is set after configure because configure resets it.
import { Amplify } from "aws-amplify";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { ConsoleLogger, sharedInMemoryStorage } from "aws-amplify/utils";
import type { PoolAddress } from "./pool-address";

let configuredFor: string | null = null;

/** Points Amplify at our proxy. The pool of a page never changes, so a second call only keeps what is in memory. */
export function configureAmplify({ userPoolId, clientId, door }: PoolAddress): void {
  if (configuredFor === clientId) return;
  // Amplify warns about every custom endpoint; ours is the point of the design, so only its errors are news.
  ConsoleLogger.LOG_LEVEL = "ERROR";
  const userPoolEndpoint = `${location.origin}${door ?? "/api/auth/cognito"}`;
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint } } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(sharedInMemoryStorage);
  configuredFor = clientId;
}
