// What cases and vectors of tokens share: pools with devices, sessions or machines, and sign-ins in them.
import { randomBytes } from "node:crypto";
import { tokensOf, type Answer, type Tokens } from "../testing/drive-pool";
import { makeDevice, openDeviceProof, type DeviceSecret } from "../testing/device-client";
import type { CaseClient, ContractStand } from "./contract-case";
import { enrolApp, EVERY_FLOW, groundFor, initiate, tokensFor, type Ground } from "./flow-steps";

const withoutRefreshFlow = EVERY_FLOW.ExplicitAuthFlows.filter((flow) => flow !== "ALLOW_REFRESH_TOKEN_AUTH");

/** Client settings with every flow but REFRESH_TOKEN_AUTH, and with rotation. */
export const ROTATING = {
  ...EVERY_FLOW,
  ExplicitAuthFlows: withoutRefreshFlow,
  RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
} as const;

/** A fresh user at a client with these settings, in the common plain pool. */
export async function groundWith(stand: ContractStand, settings: Readonly<Record<string, unknown>> = ROTATING): Promise<Ground> {
  const ground = await groundFor(stand, "plain");
  return { ...ground, client: await stand.newClient(ground.poolId, settings) };
}

/** GetTokensFromRefreshToken, with the client's secret if it has one; `more` replaces members. */
export function refreshWith(stand: ContractStand, client: CaseClient, RefreshToken: string, more: object = {}): Promise<Answer> {
  const secret = client.secret === null ? {} : { ClientSecret: client.secret };
  return stand.send("GetTokensFromRefreshToken", { ClientId: client.id, RefreshToken, ...secret, ...more });
}

/** RevokeToken, likewise. */
export function revokeWith(stand: ContractStand, client: CaseClient, Token: string, more: object = {}): Promise<Answer> {
  const secret = client.secret === null ? {} : { ClientSecret: client.secret };
  return stand.send("RevokeToken", { ClientId: client.id, Token, ...secret, ...more });
}

/** GetUser, the plainest operation that takes an access token. */
export function getUser(stand: ContractStand, AccessToken: string): Promise<Answer> {
  return stand.send("GetUser", { AccessToken });
}

/** A pool that tracks sessions, and a user in it. */
export async function sessionGround(stand: ContractStand): Promise<Ground> {
  const poolId = await stand.newPool();
  const TokenSession = { MaxPerUser: 20 };
  await stand.send("SetUserPoolSessionConfiguration", { UserPoolId: poolId, UserSessionTracking: "ENABLED", TokenSession });
  return { poolId, client: await stand.newClient(poolId, EVERY_FLOW), user: await stand.newUser(poolId) };
}

interface Session {
  readonly SessionId: string;
  readonly IsCurrentSession: boolean;
}

/** The id of the session that an access token belongs to. */
export async function sessionIdOf(stand: ContractStand, AccessToken: string): Promise<string> {
  const sessions = (await stand.send("ListUserSessions", { AccessToken }))["Sessions"] as readonly Session[];
  return sessions.find(({ IsCurrentSession }) => IsCurrentSession)?.SessionId ?? "";
}

/** A pool that tracks devices, and a user in it. */
export async function deviceGround(stand: ContractStand): Promise<Ground> {
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false };
  const poolId = await stand.newPool({ DeviceConfiguration });
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  await stand.send("SetUserPoolMfaConfig", { UserPoolId: poolId, MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration });
  return { poolId, client: await stand.newClient(poolId, EVERY_FLOW), user: await stand.newUser(poolId) };
}

type NewDevice = { readonly DeviceKey: string; readonly DeviceGroupKey: string };

/** ConfirmDevice for the device that a sign-in named; answers what the device keeps. */
export async function confirmDevice(stand: ContractStand, tokens: Tokens): Promise<DeviceSecret> {
  const { device, config } = makeDevice((tokens as Tokens & { readonly NewDeviceMetadata: NewDevice }).NewDeviceMetadata);
  const DeviceSecretVerifierConfig = config;
  await stand.send("ConfirmDevice", { AccessToken: tokens.AccessToken, DeviceKey: device.key, DeviceSecretVerifierConfig });
  return device;
}

/** A user with an app and a confirmed device. */
export async function deviceOwner(
  stand: ContractStand,
): Promise<{ readonly ground: Ground; readonly device: DeviceSecret; readonly tokens: Tokens }> {
  const ground = await deviceGround(stand);
  const tokens = await tokensFor(stand, ground);
  const device = await confirmDevice(stand, tokens);
  await enrolApp(stand, tokens.AccessToken);
  return { ground, device, tokens };
}

/** Signs in by password and device; `secret` and `device` may be wrong. */
export async function signInByDevice(
  stand: ContractStand,
  { client, user }: Ground,
  named: DeviceSecret,
  device = named,
  secret = device.password,
): Promise<Tokens> {
  const parameters = { USERNAME: user.username, PASSWORD: user.password, DEVICE_KEY: named.key };
  const asked = await initiate(stand, client, "USER_PASSWORD_AUTH", parameters);
  const proof = await openDeviceProof(stand.send, client, asked, user.username, device, secret);
  return tokensOf(await stand.send("RespondToAuthChallenge", proof));
}

const machines = new WeakMap<ContractStand, Promise<CaseClient>>();

async function makeMachine(stand: ContractStand): Promise<CaseClient> {
  const { poolId } = await groundFor(stand, "plain");
  const Identifier = `desk-${randomBytes(6).toString("hex")}`;
  const Scopes = [{ ScopeName: "read", ScopeDescription: "Reading" }];
  await stand.send("CreateResourceServer", { UserPoolId: poolId, Identifier, Name: Identifier, Scopes });
  return stand.newClient(poolId, {
    GenerateSecret: true,
    ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH"],
    AllowedOAuthFlows: ["client_credentials"],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: [`${Identifier}/read`],
  });
}

/** A client of a machine, with one scope of its own; made once for each stand. */
export function machineClient(stand: ContractStand): Promise<CaseClient> {
  const made = machines.get(stand) ?? makeMachine(stand);
  machines.set(stand, made);
  return made;
}

/** The token of a machine. */
export async function clientToken(stand: ContractStand, client: CaseClient, more: object = {}): Promise<string> {
  const answer = await stand.send("GetClientToken", { ClientId: client.id, Secret: client.secret, ...more });
  return (answer["ClientAuthenticationResult"] as { readonly AccessToken: string }).AccessToken;
}
