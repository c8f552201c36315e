// The client of our own machines, its resource server, and the domain under which `/oauth2/token` answers. Nobody signs in through it.
import { CfnUserPoolClient, CfnUserPoolDomain, CfnUserPoolResourceServer, type CfnUserPool } from "aws-cdk-lib/aws-cognito";
import type { MachineClientPolicy } from "@/lib/policy/pool-policy";

/** Makes the machine client with every scope of its resource server; `domainPrefix` is unique in the region. */
export function createMachineClient(pool: CfnUserPool, policy: MachineClientPolicy, domainPrefix: string): CfnUserPoolClient {
  const { identifier, scopes } = policy.resourceServer;
  const server = new CfnUserPoolResourceServer(pool.stack, "ResourceServer", {
    userPoolId: pool.ref,
    identifier,
    name: identifier,
    scopes: scopes.map((scopeName) => ({ scopeName, scopeDescription: `${identifier}: ${scopeName}` })),
  });
  new CfnUserPoolDomain(pool.stack, "Domain", { userPoolId: pool.ref, domain: domainPrefix });
  const client = new CfnUserPoolClient(pool.stack, "MachineClient", {
    userPoolId: pool.ref,
    clientName: "machine",
    generateSecret: true,
    // To leave the list out would mean SRP and custom sign-in. This entry alone opens no sign-in.
    explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    accessTokenValidity: policy.accessTokenSeconds,
    tokenValidityUnits: { accessToken: "seconds" },
    enableTokenRevocation: true,
    preventUserExistenceErrors: "ENABLED",
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ["client_credentials"],
    allowedOAuthScopes: scopes.map((scope) => `${identifier}/${scope}`),
  });
  client.addResourceDependency(server);
  return client;
}
