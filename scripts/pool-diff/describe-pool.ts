// Asks Cognito for everything that is compared of one pool. It reads and changes nothing, and drops the clients' secrets at once.
import {
  CognitoIdentityProviderClient,
  DescribeRiskConfigurationCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  paginateListGroups,
  paginateListIdentityProviders,
  paginateListResourceServers,
  paginateListUserPoolClients,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ClientMembers, DescribedPool, RiskMembers } from "@/lib/policy/described-pool";
import { THREAT_SETTINGS } from "@/lib/policy/threat-settings";
import type { PoolsToCompare } from "./pools-to-compare";

/** What the local pool does not have. It is not asked for, and named as not shown. */
const NOT_OF_LOCAL_POOLS = [...THREAT_SETTINGS.map(({ name }) => name), "Identity providers"];

/** A client of the service. Live calls sign with the credentials of the SDK's own chain. */
export function createCognitoClient({ region, endpoint, isLocal }: Omit<PoolsToCompare, "pools">): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region,
    ...(endpoint === null ? {} : { endpoint }),
    ...(isLocal ? { credentials: { accessKeyId: "none", secretAccessKey: "none" } } : {}),
  });
}

async function collect<Page, Item>(pages: AsyncIterable<Page>, itemsOf: (page: Page) => readonly Item[] | undefined): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

const withoutSecret = ({ ClientSecret, ...members }: UserPoolClientType): ClientMembers => ({
  ...members,
  hasSecret: ClientSecret !== undefined,
});

/** The risk configuration of the pool as a whole, not of one client; a pool that was given none answers an empty one (assumed). */
async function riskOf(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<RiskMembers> {
  const { RiskConfiguration = {} } = await client.send(new DescribeRiskConfigurationCommand({ UserPoolId }));
  return RiskConfiguration;
}

/** Describes the pool; rejects with the SDK's error when the service refuses or does not answer. */
export async function describePool(client: CognitoIdentityProviderClient, UserPoolId: string, isLocal: boolean): Promise<DescribedPool> {
  const pages = { client, pageSize: 50 };
  const { UserPool = {} } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { $metadata: _call, ...mfa } = await client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
  const ids = await collect(paginateListUserPoolClients(pages, { UserPoolId, MaxResults: 50 }), (page) => page.UserPoolClients);
  const clients: ClientMembers[] = [];
  // One after the other: an account has 20 such reads a second, and a pool has few clients.
  for (const { ClientId } of ids) {
    const { UserPoolClient } = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    if (UserPoolClient !== undefined) clients.push(withoutSecret(UserPoolClient));
  }
  const providers = isLocal ? [] : await collect(paginateListIdentityProviders(pages, { UserPoolId }), (page) => page.Providers);
  return {
    pool: UserPool,
    mfa,
    risk: isLocal ? {} : await riskOf(client, UserPoolId),
    clients,
    resourceServers: await collect(paginateListResourceServers(pages, { UserPoolId, MaxResults: 50 }), (page) => page.ResourceServers),
    groups: (await collect(paginateListGroups(pages, { UserPoolId }), (page) => page.Groups)).map(({ GroupName }) => GroupName ?? "?"),
    identityProviders: providers.map(({ ProviderName }) => ProviderName ?? "?"),
    notShown: isLocal ? NOT_OF_LOCAL_POOLS : [],
  };
}
