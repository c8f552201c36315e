// Contract cases of tokens, refresh, devices and sessions.
import { randomBytes } from "node:crypto";
import { tokensOf } from "../../testing/drive-pool";
import { makeDevice } from "../../testing/device-client";
import type { PoolTriggers, TriggerHandler } from "../../triggers/triggers";
import type { ContractCase, ContractStand } from "../contract-case";
import { EVERY_FLOW, groundFor, tokensFor, type Ground } from "../flow-steps";
import { MOVES_CLOCK, NEEDS_FUNCTIONS } from "../live-reasons";
import {
  clientToken,
  confirmDevice,
  deviceGround,
  deviceOwner,
  groundWith,
  machineClient,
  refreshWith,
  revokeWith,
  sessionGround,
  sessionIdOf,
  signInByDevice,
} from "../token-steps";

const ABSENT_KEY = "eu-central-1_00000000-0000-4000-8000-000000000000";
const ABSENT_SESSION = `tkn${"0".repeat(25)}`;

type Run = (stand: ContractStand) => Promise<unknown>;

const tokenCase = (operation: string, outcome: string, what: string, run: Run, liveReason: string | null = null): ContractCase => ({
  operation,
  outcome,
  what,
  liveReason,
  run,
});

const plainTokens = async (stand: ContractStand) => tokensFor(stand, await groundFor(stand, "plain"));

/** Refreshes in a pool whose PreTokenGeneration misbehaves only once somebody has signed in. */
async function refreshUnder(stand: ContractStand, handler: TriggerHandler | null): Promise<unknown> {
  const PreTokenGeneration = `arn:aws:lambda:eu-central-1:123456789012:function:tokens-${randomBytes(4).toString("hex")}`;
  const poolId = await stand.newPool({ LambdaConfig: { PreTokenGeneration } });
  const ground: Ground = { poolId, client: await stand.newClient(poolId, EVERY_FLOW), user: await stand.newUser(poolId) };
  stand.local.setTriggers(poolId, { PreTokenGeneration: (event) => event });
  const { RefreshToken } = await tokensFor(stand, ground);
  const handlers: PoolTriggers = handler === null ? {} : { PreTokenGeneration: handler };
  stand.local.setTriggers(poolId, handlers);
  return refreshWith(stand, ground.client, RefreshToken);
}

const throwing: TriggerHandler = () => {
  throw new Error("no");
};

const REFRESH: readonly ContractCase[] = [
  tokenCase("GetTokensFromRefreshToken", "success", "a refresh token of this client", async (stand) => {
    const ground = await groundFor(stand, "plain");
    return refreshWith(stand, ground.client, (await tokensFor(stand, ground)).RefreshToken);
  }),
  tokenCase("GetTokensFromRefreshToken", "success", "each token once, with rotation", async (stand) => {
    const ground = await groundWith(stand);
    const second = tokensOf(await refreshWith(stand, ground.client, (await tokensFor(stand, ground)).RefreshToken));
    return refreshWith(stand, ground.client, second.RefreshToken);
  }),
  tokenCase("GetTokensFromRefreshToken", "RefreshTokenReuseException", "a rotated token without a grace", async (stand) => {
    const ground = await groundWith(stand);
    const { RefreshToken } = await tokensFor(stand, ground);
    await refreshWith(stand, ground.client, RefreshToken);
    return refreshWith(stand, ground.client, RefreshToken);
  }),
  tokenCase("GetTokensFromRefreshToken", "NotAuthorizedException", "a revoked token", async (stand) => {
    const ground = await groundFor(stand, "plain");
    const { RefreshToken } = await tokensFor(stand, ground);
    await revokeWith(stand, ground.client, RefreshToken);
    return refreshWith(stand, ground.client, RefreshToken);
  }),
  tokenCase("GetTokensFromRefreshToken", "ResourceNotFoundException", "an unknown client", async (stand) =>
    stand.send("GetTokensFromRefreshToken", { ClientId: "nobody", RefreshToken: (await plainTokens(stand)).RefreshToken }),
  ),
  tokenCase(
    "GetTokensFromRefreshToken",
    "UserLambdaValidationException",
    "a trigger that throws",
    (stand) => refreshUnder(stand, throwing),
    NEEDS_FUNCTIONS,
  ),
  tokenCase(
    "GetTokensFromRefreshToken",
    "InvalidLambdaResponseException",
    "a trigger whose answer makes no sense",
    (stand) => refreshUnder(stand, (event) => ({ ...event, response: { claimsOverrideDetails: "everything" } as never })),
    NEEDS_FUNCTIONS,
  ),
  tokenCase(
    "GetTokensFromRefreshToken",
    "UnexpectedLambdaException",
    "a trigger that is not there",
    (stand) => refreshUnder(stand, null),
    NEEDS_FUNCTIONS,
  ),
];

const REVOKE: readonly ContractCase[] = [
  tokenCase("RevokeToken", "success", "a refresh token of this client", async (stand) => {
    const ground = await groundFor(stand, "plain");
    return revokeWith(stand, ground.client, (await tokensFor(stand, ground)).RefreshToken);
  }),
  tokenCase("RevokeToken", "UnsupportedTokenTypeException", "an access token", async (stand) => {
    const ground = await groundFor(stand, "plain");
    return revokeWith(stand, ground.client, (await tokensFor(stand, ground)).AccessToken);
  }),
  tokenCase("RevokeToken", "UnauthorizedException", "a wrong secret", async (stand) => {
    const ground = await groundWith(stand, { ...EVERY_FLOW, GenerateSecret: true });
    return revokeWith(stand, ground.client, (await tokensFor(stand, ground)).RefreshToken, { ClientSecret: "wrong" });
  }),
  tokenCase("RevokeToken", "UnsupportedOperationException", "a client without EnableTokenRevocation", async (stand) => {
    const ground = await groundWith(stand, { ...EVERY_FLOW, EnableTokenRevocation: false });
    return revokeWith(stand, ground.client, (await tokensFor(stand, ground)).RefreshToken);
  }),
  tokenCase("GlobalSignOut", "success", "the caller's every sign-in", async (stand) =>
    stand.send("GlobalSignOut", { AccessToken: (await plainTokens(stand)).AccessToken }),
  ),
  tokenCase("GlobalSignOut", "NotAuthorizedException", "a token that is signed out already", async (stand) => {
    const { AccessToken } = await plainTokens(stand);
    await stand.send("GlobalSignOut", { AccessToken });
    return stand.send("GlobalSignOut", { AccessToken });
  }),
];

const someDevice = makeDevice({ DeviceKey: ABSENT_KEY, DeviceGroupKey: "-00000000" });

/** Each device operation in a pool that tracks no devices. */
const UNTRACKED: readonly ContractCase[] = Object.entries({
  ConfirmDevice: { DeviceKey: ABSENT_KEY, DeviceSecretVerifierConfig: someDevice.config },
  ListDevices: {},
  ForgetDevice: { DeviceKey: ABSENT_KEY },
  UpdateDeviceStatus: { DeviceKey: ABSENT_KEY },
}).map(([operation, input]) =>
  tokenCase(operation, "InvalidUserPoolConfigurationException", "a pool that tracks no devices", async (stand) =>
    stand.send(operation, { AccessToken: (await plainTokens(stand)).AccessToken, ...input }),
  ),
);

const DEVICES: readonly ContractCase[] = [
  tokenCase("ConfirmDevice", "success", "the device of this sign-in", async (stand) =>
    confirmDevice(stand, await tokensFor(stand, await deviceGround(stand))),
  ),
  tokenCase("ConfirmDevice", "DeviceKeyExistsException", "the same device again", async (stand) => {
    const tokens = await tokensFor(stand, await deviceGround(stand));
    await confirmDevice(stand, tokens);
    return confirmDevice(stand, tokens);
  }),
  tokenCase("ConfirmDevice", "InvalidParameterException", "another device key", async (stand) => {
    const { AccessToken } = await tokensFor(stand, await deviceGround(stand));
    return stand.send("ConfirmDevice", { AccessToken, DeviceKey: ABSENT_KEY, DeviceSecretVerifierConfig: someDevice.config });
  }),
  tokenCase("ListDevices", "success", "a confirmed device", async (stand) => {
    const tokens = await tokensFor(stand, await deviceGround(stand));
    await confirmDevice(stand, tokens);
    return stand.send("ListDevices", { AccessToken: tokens.AccessToken, Limit: 10 });
  }),
  tokenCase("UpdateDeviceStatus", "success", "a confirmed device", async (stand) => {
    const tokens = await tokensFor(stand, await deviceGround(stand));
    const { key } = await confirmDevice(stand, tokens);
    return stand.send("UpdateDeviceStatus", { AccessToken: tokens.AccessToken, DeviceKey: key, DeviceRememberedStatus: "not_remembered" });
  }),
  tokenCase("ForgetDevice", "success", "a confirmed device", async (stand) => {
    const tokens = await tokensFor(stand, await deviceGround(stand));
    const { key } = await confirmDevice(stand, tokens);
    return stand.send("ForgetDevice", { AccessToken: tokens.AccessToken, DeviceKey: key });
  }),
  tokenCase("ForgetDevice", "ResourceNotFoundException", "a device that nobody confirmed", async (stand) => {
    const { AccessToken } = await tokensFor(stand, await deviceGround(stand));
    return stand.send("ForgetDevice", { AccessToken, DeviceKey: ABSENT_KEY });
  }),
  tokenCase(
    "RespondToAuthChallenge",
    "success",
    "a remembered device in place of a code",
    async (stand) => {
      const { ground, device } = await deviceOwner(stand);
      return signInByDevice(stand, ground, device);
    },
    MOVES_CLOCK,
  ),
];

/** Each session operation in a pool that tracks none. */
const SESSIONS_OFF: readonly ContractCase[] = [
  ...["ListUserSessions", "RevokeUserSession"].map((operation) =>
    tokenCase(operation, "OperationNotEnabledException", "a pool that tracks no sessions", async (stand) => {
      const SessionId = operation === "RevokeUserSession" ? { SessionId: ABSENT_SESSION } : {};
      return stand.send(operation, { AccessToken: (await plainTokens(stand)).AccessToken, ...SessionId });
    }),
  ),
  ...["AdminListUserSessions", "AdminRevokeUserSession"].flatMap((operation) => {
    const more = operation === "AdminRevokeUserSession" ? { SessionId: ABSENT_SESSION } : {};
    return [
      tokenCase(operation, "OperationNotEnabledException", "a pool that tracks no sessions", async (stand) => {
        const { poolId, user } = await groundFor(stand, "plain");
        return stand.send(operation, { UserPoolId: poolId, Username: user.username, ...more });
      }),
      tokenCase(operation, "UserNotFoundException", "a user that nobody made", async (stand) => {
        const { poolId } = await sessionGround(stand);
        return stand.send(operation, { UserPoolId: poolId, Username: "nobody", ...more });
      }),
    ];
  }),
];

const SESSIONS: readonly ContractCase[] = [
  tokenCase("SetUserPoolSessionConfiguration", "success", "tracking switched on", (stand) => sessionGround(stand)),
  tokenCase("ListUserSessions", "success", "the caller's own", async (stand) =>
    stand.send("ListUserSessions", { AccessToken: (await tokensFor(stand, await sessionGround(stand))).AccessToken }),
  ),
  tokenCase("RevokeUserSession", "success", "another session of the caller", async (stand) => {
    const ground = await sessionGround(stand);
    const [here, there] = [await tokensFor(stand, ground), await tokensFor(stand, ground)];
    const SessionId = await sessionIdOf(stand, there.AccessToken);
    return stand.send("RevokeUserSession", { AccessToken: here.AccessToken, SessionId });
  }),
  tokenCase("RevokeUserSession", "InvalidParameterException", "the caller's present session", async (stand) => {
    const { AccessToken } = await tokensFor(stand, await sessionGround(stand));
    return stand.send("RevokeUserSession", { AccessToken, SessionId: await sessionIdOf(stand, AccessToken) });
  }),
  tokenCase("RevokeUserSession", "ResourceNotFoundException", "an invented session", async (stand) => {
    const { AccessToken } = await tokensFor(stand, await sessionGround(stand));
    return stand.send("RevokeUserSession", { AccessToken, SessionId: ABSENT_SESSION });
  }),
  tokenCase("AdminListUserSessions", "success", "a user's", async (stand) => {
    const ground = await sessionGround(stand);
    await tokensFor(stand, ground);
    return stand.send("AdminListUserSessions", { UserPoolId: ground.poolId, Username: ground.user.username });
  }),
  tokenCase("AdminRevokeUserSession", "success", "a user's", async (stand) => {
    const ground = await sessionGround(stand);
    const SessionId = await sessionIdOf(stand, (await tokensFor(stand, ground)).AccessToken);
    return stand.send("AdminRevokeUserSession", { UserPoolId: ground.poolId, Username: ground.user.username, SessionId });
  }),
];

const MACHINES: readonly ContractCase[] = [
  tokenCase("GetClientToken", "success", "every scope of the client", async (stand) => clientToken(stand, await machineClient(stand))),
  tokenCase("GetClientToken", "NotAuthorizedException", "a wrong secret", async (stand) =>
    clientToken(stand, await machineClient(stand), { Secret: "wrong" }),
  ),
  tokenCase("GetClientToken", "InvalidParameterException", "a scope that the client does not have", async (stand) =>
    clientToken(stand, await machineClient(stand), { Scopes: ["nobody/nothing"] }),
  ),
];

/** The cases of tokens, refresh, devices and sessions. */
export const TOKEN_CASES: readonly ContractCase[] = [
  ...REFRESH,
  ...REVOKE,
  ...UNTRACKED,
  ...DEVICES,
  ...SESSIONS_OFF,
  ...SESSIONS,
  ...MACHINES,
];
