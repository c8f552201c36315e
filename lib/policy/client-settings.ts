// The leaves of the pool policy that are settings of its app clients.
import type { ClientMembers, ResourceServerMembers } from "./described-pool";
import type { PoolPolicy, WebClientPolicy } from "./pool-policy";
import { listOf, secondsOf, type KnownPool, type PoolSetting, type SettingValue } from "./pool-setting";

const web = (
  leaf: string | null,
  name: string,
  wanted: (client: WebClientPolicy) => SettingValue,
  shown: (client: ClientMembers) => SettingValue,
): PoolSetting => ({
  leaf: leaf === null ? null : `webClient.${leaf}`,
  name: `web client: ${name}`,
  wanted: (policy) => wanted(policy.webClient),
  // A client that is not there is one difference of its own, and not one for each of its settings.
  shown: (known) => (known.webClient === null ? MISSING : shown(known.webClient)),
});

/** Stands for a setting of what is not there. */
export const MISSING = "(not there)";

const WEB_SETTINGS: readonly PoolSetting[] = [
  web(
    "explicitAuthFlows",
    "ExplicitAuthFlows",
    (client) => listOf(client.explicitAuthFlows),
    (client) => listOf(client.ExplicitAuthFlows),
  ),
  web(
    "authSessionSeconds",
    "AuthSessionValidity in seconds",
    (client) => client.authSessionSeconds,
    (client) => secondsOf(client.AuthSessionValidity ?? 3, "minutes", "minutes"),
  ),
  web(
    "accessTokenSeconds",
    "AccessTokenValidity in seconds",
    (client) => client.accessTokenSeconds,
    (client) => secondsOf(client.AccessTokenValidity ?? 1, client.TokenValidityUnits?.AccessToken, "hours"),
  ),
  web(
    "idTokenSeconds",
    "IdTokenValidity in seconds",
    (client) => client.idTokenSeconds,
    (client) => secondsOf(client.IdTokenValidity ?? 1, client.TokenValidityUnits?.IdToken, "hours"),
  ),
  web(
    "refreshTokenSeconds",
    "RefreshTokenValidity in seconds",
    (client) => client.refreshTokenSeconds,
    (client) => secondsOf(client.RefreshTokenValidity ?? 30, client.TokenValidityUnits?.RefreshToken, "days"),
  ),
  web(
    "refreshRotation.feature",
    "RefreshTokenRotation.Feature",
    (client) => client.refreshRotation.feature,
    (client) => client.RefreshTokenRotation?.Feature ?? "DISABLED",
  ),
  web(
    "refreshRotation.retryGracePeriodSeconds",
    "RefreshTokenRotation.RetryGracePeriodSeconds",
    (client) => client.refreshRotation.retryGracePeriodSeconds,
    (client) => client.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0,
  ),
  web(
    "enableTokenRevocation",
    "EnableTokenRevocation",
    (client) => client.enableTokenRevocation,
    (client) => client.EnableTokenRevocation,
  ),
  web(
    "preventUserExistenceErrors",
    "PreventUserExistenceErrors",
    (client) => client.preventUserExistenceErrors,
    (client) => client.PreventUserExistenceErrors ?? "LEGACY",
  ),
  web(
    "enablePropagateAdditionalUserContextData",
    "EnablePropagateAdditionalUserContextData",
    (client) => client.enablePropagateAdditionalUserContextData,
    (client) => client.EnablePropagateAdditionalUserContextData ?? false,
  ),
  // Without a list Cognito lets a client read and write every standard attribute.
  web(
    "readAttributes",
    "ReadAttributes",
    (client) => listOf(client.readAttributes),
    (client) => client.ReadAttributes?.toSorted() ?? ["every standard attribute"],
  ),
  web(
    "writeAttributes",
    "WriteAttributes",
    (client) => listOf(client.writeAttributes),
    (client) => client.WriteAttributes?.toSorted() ?? ["every standard attribute"],
  ),
  web(
    null,
    "ClientSecret",
    () => true,
    (client) => client.hasSecret,
  ),
  web(
    null,
    "AllowedOAuthFlows",
    () => [],
    (client) => listOf(client.AllowedOAuthFlows),
  ),
  web(
    null,
    "SupportedIdentityProviders beside COGNITO",
    () => [],
    (client) => listOf(client.SupportedIdentityProviders?.filter((name) => name !== "COGNITO")),
  ),
];

const machine = (leaf: string | null, name: string, wanted: PoolSetting["wanted"], shown: PoolSetting["shown"]): PoolSetting => ({
  leaf: leaf === null ? null : `machineClient.${leaf}`,
  name,
  wanted: (policy) => (policy.machineClient === null ? undefined : wanted(policy)),
  shown: (known, policy) => (known.machineClient === null ? MISSING : shown(known, policy)),
});

/** Flows that sign nobody in. */
const HARMLESS_FLOWS = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_CLIENT_TOKEN_AUTH"];

const MACHINE_SETTINGS: readonly PoolSetting[] = [
  machine(
    "accessTokenSeconds",
    "machine client: AccessTokenValidity in seconds",
    (policy) => policy.machineClient?.accessTokenSeconds,
    ({ machineClient: client }) => secondsOf(client?.AccessTokenValidity ?? 1, client?.TokenValidityUnits?.AccessToken, "hours"),
  ),
  machine(
    null,
    "machine client: AllowedOAuthFlows",
    () => ["client_credentials"],
    ({ machineClient: client }) => listOf(client?.AllowedOAuthFlows),
  ),
  machine(
    null,
    "machine client: ExplicitAuthFlows that sign people in",
    () => [],
    ({ machineClient: client }) => listOf(client?.ExplicitAuthFlows?.filter((flow) => !HARMLESS_FLOWS.includes(flow))),
  ),
  machine(
    null,
    "machine client: ClientSecret",
    () => true,
    ({ machineClient: client }) => client?.hasSecret,
  ),
];

const resourceServerOf = (policy: PoolPolicy, { resourceServers }: KnownPool): ResourceServerMembers | undefined =>
  resourceServers.find(({ Identifier }) => Identifier === policy.machineClient?.resourceServer.identifier);

const RESOURCE_SERVER_SETTINGS: readonly PoolSetting[] = [
  {
    ...{ leaf: "machineClient.resourceServer.identifier", name: "resource servers" },
    wanted: ({ machineClient }) => (machineClient === null ? [] : [machineClient.resourceServer.identifier]),
    shown: ({ resourceServers }) => listOf(resourceServers.map(({ Identifier }) => Identifier)),
  },
  {
    ...{ leaf: "machineClient.resourceServer.scopes", name: "resource server: scopes" },
    wanted: ({ machineClient }) => (machineClient === null ? undefined : listOf(machineClient.resourceServer.scopes)),
    shown: (known, policy) => {
      const server = resourceServerOf(policy, known);
      return server === undefined ? MISSING : listOf(server.Scopes?.map(({ ScopeName }) => ScopeName));
    },
  },
];

/** What is compared of a pool's clients. */
export const CLIENT_SETTINGS: readonly PoolSetting[] = [...WEB_SETTINGS, ...MACHINE_SETTINGS, ...RESOURCE_SERVER_SETTINGS];
