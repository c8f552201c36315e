// Tokens that were forged, bent, revoked, too old, of another kind or of somebody else.
import { createHmac } from "node:crypto";
import { tokensOf, type Tokens } from "../../testing/drive-pool";
import type { ContractStand } from "../contract-case";
import { commonGround, EVERY_FLOW, groundFor, tokensFor, type Ground } from "../flow-steps";
import { MOVES_CLOCK } from "../live-reasons";
import type { NegativeVector } from "../negative-vector";
import {
  clientToken,
  deviceOwner,
  getUser,
  groundWith,
  machineClient,
  refreshWith,
  revokeWith,
  sessionGround,
  sessionIdOf,
  signInByDevice,
} from "../token-steps";

type Part = Readonly<Record<string, unknown>>;

const encode = (value: Part) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Part;

/** The token with other header members or claims under its old signature. */
function bentToken(token: string, header: Part, claims: Part): string {
  const [head = "", body = "", signature = ""] = token.split(".");
  return `${encode({ ...decode(head), ...header })}.${encode({ ...decode(body), ...claims })}.${signature}`;
}

function flippedSignature(token: string): string {
  const [head = "", body = "", signature = ""] = token.split(".");
  const bytes = Buffer.from(signature, "base64url");
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  return `${head}.${body}.${bytes.toString("base64url")}`;
}

/** HS256 with a secret that anybody can guess: an algorithm must come from the pool and never from the token. */
function hmacToken(token: string): string {
  const [head = "", body = ""] = token.split(".");
  const input = `${encode({ ...decode(head), alg: "HS256" })}.${body}`;
  return `${input}.${createHmac("sha256", "").update(input).digest("base64url")}`;
}

const unsigned = (token: string, alg: string) => bentToken(token, { alg }, {}).replace(/[^.]*$/, "");
const year = 31_536_000;

/** Each forgery of an access token, by what it is. */
const FORGERIES: Readonly<Record<string, (tokens: Tokens, other: Tokens) => string>> = {
  "with alg none": ({ AccessToken }) => unsigned(AccessToken, "none"),
  "with alg None": ({ AccessToken }) => unsigned(AccessToken, "None"),
  "with alg none and the old signature": ({ AccessToken }) => bentToken(AccessToken, { alg: "none" }, {}),
  "with HS256 and an empty secret": ({ AccessToken }) => hmacToken(AccessToken),
  "with an unknown key id": ({ AccessToken }) => bentToken(AccessToken, { kid: "nobody" }, {}),
  "with the key id of the ID token": ({ AccessToken, IdToken }) => bentToken(AccessToken, decode(IdToken.split(".")[0] ?? ""), {}),
  "of another user": ({ AccessToken }, other) => bentToken(AccessToken, {}, decode(other.AccessToken.split(".")[1] ?? "")),
  "with a longer life": ({ AccessToken }) => bentToken(AccessToken, {}, { exp: Math.floor(Date.now() / 1000) + year }),
  "with another issuer": ({ AccessToken }) => bentToken(AccessToken, {}, { iss: "https://cognito-idp.eu-central-1.amazonaws.com/x_y" }),
  "with another scope": ({ AccessToken }) => bentToken(AccessToken, {}, { scope: "aws.cognito.signin.user.admin more" }),
  "with one bit of its signature turned": ({ AccessToken }) => flippedSignature(AccessToken),
  "without its signature": ({ AccessToken }) => AccessToken.replace(/[^.]*$/, ""),
  "with a part too many": ({ AccessToken }) => `${AccessToken}.x`,
  "that is the ID token": ({ IdToken }) => IdToken,
  "that is the refresh token": ({ RefreshToken }) => RefreshToken,
  "that is an ID token called an access token": ({ IdToken }) => bentToken(IdToken, {}, { token_use: "access" }),
};

interface Described {
  readonly operation?: string;
  readonly name: string;
  readonly exception?: string;
  readonly liveReason?: string | null;
  readonly prepare: NegativeVector["prepare"];
}

const vector = ({
  operation = "GetUser",
  exception = "NotAuthorizedException",
  liveReason = null,
  ...rest
}: Described): NegativeVector => ({
  operation,
  exception,
  liveReason,
  ...rest,
});

const FORGED: readonly NegativeVector[] = Object.entries(FORGERIES).map(([what, forge]) =>
  vector({
    name: `an access token ${what}`,
    prepare: async (stand) => {
      const tokens = await tokensFor(stand, await commonGround(stand, "plain"));
      const other = await tokensFor(stand, await groundFor(stand, "plain"));
      return { bent: () => getUser(stand, forge(tokens, other)), honest: () => getUser(stand, tokens.AccessToken) };
    },
  }),
);

/** A token that was good, after something ended it; the honest proof is another sign-in's. */
const ended = (
  name: string,
  end: (stand: ContractStand, ground: Ground, tokens: Tokens) => Promise<unknown>,
  liveReason: string | null = null,
) =>
  vector({
    name: `an access token ${name}`,
    liveReason,
    prepare: async (stand) => {
      const ground = await groundFor(stand, "plain");
      const tokens = await tokensFor(stand, ground);
      await end(stand, ground, tokens);
      return {
        bent: () => getUser(stand, tokens.AccessToken),
        honest: async () => getUser(stand, (await tokensFor(stand, ground)).AccessToken),
      };
    },
  });

const ENDED: readonly NegativeVector[] = [
  ended("whose refresh token was revoked", (stand, { client }, { RefreshToken }) => revokeWith(stand, client, RefreshToken)),
  ended("after a global sign-out elsewhere", async (stand, ground) =>
    stand.send("GlobalSignOut", { AccessToken: (await tokensFor(stand, ground)).AccessToken }),
  ),
  ended(
    "that is too old",
    async (stand) => {
      stand.local.advance(3600);
      return Promise.resolve();
    },
    MOVES_CLOCK,
  ),
  vector({
    name: "a machine's access token",
    prepare: async (stand) => {
      const machine = await clientToken(stand, await machineClient(stand));
      const { AccessToken } = await tokensFor(stand, await commonGround(stand, "plain"));
      return { bent: () => getUser(stand, machine), honest: () => getUser(stand, AccessToken) };
    },
  }),
];

/** A refresh that is bent beside the same one done right. */
const refreshed = (
  name: string,
  bend: (stand: ContractStand, ground: Ground, tokens: Tokens) => Promise<unknown>,
  settings: Readonly<Record<string, unknown>> | null = null,
  exception = "NotAuthorizedException",
) =>
  vector({
    operation: "GetTokensFromRefreshToken",
    name: `a refresh ${name}`,
    exception,
    prepare: async (stand) => {
      const ground = settings === null ? await groundFor(stand, "plain") : await groundWith(stand, settings);
      const tokens = await tokensFor(stand, ground);
      return {
        bent: () => bend(stand, ground, tokens),
        honest: async () => refreshWith(stand, ground.client, (await tokensFor(stand, ground)).RefreshToken),
      };
    },
  });

const SEALED = { ...EVERY_FLOW, GenerateSecret: true };

function turned(token: string, part: number): string {
  const parts = token.split(".");
  const text = parts[part] ?? "";
  return parts.with(part, `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`).join(".");
}

const REFRESHED: readonly NegativeVector[] = [
  ...[0, 1, 2, 3, 4].map((part) =>
    refreshed(`with part ${part + 1} of its token turned`, (stand, { client }, { RefreshToken }) =>
      refreshWith(stand, client, turned(RefreshToken, part)),
    ),
  ),
  refreshed("with the access token", (stand, { client }, { AccessToken }) => refreshWith(stand, client, AccessToken)),
  refreshed("with an invented token", (stand, { client }) => refreshWith(stand, client, "a.b.c.d.e")),
  refreshed("through another client of the pool", async (stand, { poolId }, { RefreshToken }) =>
    refreshWith(stand, await stand.newClient(poolId, EVERY_FLOW), RefreshToken),
  ),
  refreshed("through a client of another pool", async (stand, _ground, { RefreshToken }) =>
    refreshWith(stand, (await commonGround(stand, "app")).client, RefreshToken),
  ),
  refreshed("of a revoked sign-in", async (stand, { client }, { RefreshToken }) => {
    await revokeWith(stand, client, RefreshToken);
    return refreshWith(stand, client, RefreshToken);
  }),
  refreshed(
    "with a wrong secret",
    (stand, { client }, tokens) => refreshWith(stand, client, tokens.RefreshToken, { ClientSecret: "wrong" }),
    SEALED,
  ),
  refreshed(
    "without the secret",
    (stand, { client }, { RefreshToken }) => stand.send("GetTokensFromRefreshToken", { ClientId: client.id, RefreshToken }),
    SEALED,
  ),
  refreshed("with a secret at a public client", (stand, { client }, tokens) =>
    refreshWith(stand, client, tokens.RefreshToken, { ClientSecret: "any" }),
  ),
];

const OTHERS: readonly NegativeVector[] = [
  vector({
    operation: "RevokeToken",
    name: "a revocation through another client",
    exception: "UnauthorizedException",
    prepare: async (stand) => {
      const ground = await groundFor(stand, "plain");
      const { RefreshToken } = await tokensFor(stand, ground);
      const other = await stand.newClient(ground.poolId, EVERY_FLOW);
      return { bent: () => revokeWith(stand, other, RefreshToken), honest: () => revokeWith(stand, ground.client, RefreshToken) };
    },
  }),
  vector({
    operation: "RevokeUserSession",
    name: "somebody else's session",
    exception: "ResourceNotFoundException",
    prepare: async (stand) => {
      const mine = await sessionGround(stand);
      const theirs = { ...mine, user: await stand.newUser(mine.poolId) };
      const [here, there, foreign] = [await tokensFor(stand, mine), await tokensFor(stand, mine), await tokensFor(stand, theirs)];
      const revoke = async (target: Tokens) =>
        stand.send("RevokeUserSession", { AccessToken: here.AccessToken, SessionId: await sessionIdOf(stand, target.AccessToken) });
      return { bent: () => revoke(foreign), honest: () => revoke(there) };
    },
  }),
  vector({
    operation: "RespondToAuthChallenge",
    name: "a device with a wrong secret",
    liveReason: MOVES_CLOCK,
    prepare: async (stand) => {
      const { ground, device } = await deviceOwner(stand);
      return { bent: () => signInByDevice(stand, ground, device, device, "wrong"), honest: () => signInByDevice(stand, ground, device) };
    },
  }),
  vector({
    operation: "RespondToAuthChallenge",
    name: "a device in the place of another",
    liveReason: MOVES_CLOCK,
    prepare: async (stand) => {
      const { ground, device } = await deviceOwner(stand);
      const { device: foreign } = await deviceOwner(stand);
      return { bent: () => signInByDevice(stand, ground, device, foreign), honest: () => signInByDevice(stand, ground, device) };
    },
  }),
  vector({
    operation: "GetTokensFromRefreshToken",
    name: "a refresh that does not name its device",
    liveReason: MOVES_CLOCK,
    prepare: async (stand) => {
      const { ground, device, tokens } = await deviceOwner(stand);
      const refresh = (more: object) => refreshWith(stand, ground.client, tokens.RefreshToken, more);
      return { bent: () => refresh({}), honest: async () => tokensOf(await refresh({ DeviceKey: device.key })) };
    },
  }),
];

/** Every bent proof of tokens. */
export const TOKEN_VECTORS: readonly NegativeVector[] = [...FORGED, ...ENDED, ...REFRESHED, ...OTHERS];
