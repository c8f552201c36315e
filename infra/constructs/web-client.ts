// The client that people sign in through. It has a secret and no OAuth flow: managed login stays shut, whatever the pool's domain serves.
import { CfnUserPoolClient, type CfnUserPool } from "aws-cdk-lib/aws-cognito";
import { invariant } from "../invariant";
import type { WebClientPolicy } from "@/lib/policy/pool-policy";

const MINUTE_SECONDS = 60;

/**
 * Makes the web client of a pool. Token lives are given in seconds; Cognito takes the answer time of a challenge in whole minutes, so another figure
 * is refused here instead of being rounded.
 */
export function createWebClient(pool: CfnUserPool, policy: WebClientPolicy): CfnUserPoolClient {
  invariant(policy.authSessionSeconds % MINUTE_SECONDS === 0, "authSessionSeconds is a whole number of minutes");
  const { feature, retryGracePeriodSeconds } = policy.refreshRotation;
  return new CfnUserPoolClient(pool.stack, "WebClient", {
    userPoolId: pool.ref,
    clientName: "web",
    generateSecret: true,
    explicitAuthFlows: [...policy.explicitAuthFlows],
    authSessionValidity: policy.authSessionSeconds / MINUTE_SECONDS,
    accessTokenValidity: policy.accessTokenSeconds,
    idTokenValidity: policy.idTokenSeconds,
    refreshTokenValidity: policy.refreshTokenSeconds,
    tokenValidityUnits: { accessToken: "seconds", idToken: "seconds", refreshToken: "seconds" },
    refreshTokenRotation: { feature, retryGracePeriodSeconds },
    enableTokenRevocation: policy.enableTokenRevocation,
    preventUserExistenceErrors: policy.preventUserExistenceErrors,
    enablePropagateAdditionalUserContextData: policy.enablePropagateAdditionalUserContextData,
    readAttributes: [...policy.readAttributes],
    writeAttributes: [...policy.writeAttributes],
    supportedIdentityProviders: ["COGNITO"],
    allowedOAuthFlowsUserPoolClient: false,
  });
}
