// Flows that a client does not have, secrets that it does not prove, and doors that are not its own.
import { secretHash } from "../../rules/secret-hash";
import { tokensOf } from "../../testing/drive-pool";
import { commonVector, type Attempt } from "../common-vector";
import type { CaseClient, ContractStand } from "../contract-case";
import { commonGround, EVERY_FLOW, initiate, tokensFor, type Ground } from "../flow-steps";
import type { NegativeVector } from "../negative-vector";

type Texts = Readonly<Record<string, string>>;

const vector = (operation: string, name: string, exception: string, bent: Attempt, honest: Attempt = tokensFor) =>
  commonVector(operation, name, exception, bent, honest);

const PROOFS: readonly (readonly [flow: string, parameters: (ground: Ground) => Texts])[] = [
  ["USER_PASSWORD_AUTH", ({ user }) => ({ USERNAME: user.username, PASSWORD: user.password })],
  ["USER_AUTH", ({ user }) => ({ USERNAME: user.username, PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: user.password })],
  ["USER_SRP_AUTH", ({ user }) => ({ USERNAME: user.username, SRP_A: "abcdef" })],
];

/** The same call through a client without the flow, and through one with it. */
const DISABLED: readonly NegativeVector[] = PROOFS.map(([flow, parameters]) =>
  vector(
    "InitiateAuth",
    `${flow} at a client without it`,
    "InvalidParameterException",
    async (stand, ground) => {
      const client = await stand.newClient(ground.poolId, { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] });
      return initiate(stand, client, flow, parameters(ground));
    },
    (stand, ground) => initiate(stand, ground.client, flow, parameters(ground)),
  ),
);

const byPassword = ({ user }: Ground): Texts => ({ USERNAME: user.username, PASSWORD: user.password });

const admin = (stand: ContractStand, { client, poolId }: Ground, AuthFlow: string, AuthParameters: Texts) =>
  stand.send("AdminInitiateAuth", { UserPoolId: poolId, ClientId: client.id, AuthFlow, AuthParameters });

const honestAdmin: Attempt = async (stand, ground) => tokensOf(await admin(stand, ground, "ADMIN_USER_PASSWORD_AUTH", byPassword(ground)));

const DOORS: readonly NegativeVector[] = [
  vector("InitiateAuth", "an administrator's flow at the public door", "InvalidParameterException", (stand, ground) =>
    initiate(stand, ground.client, "ADMIN_USER_PASSWORD_AUTH", byPassword(ground)),
  ),
  vector("InitiateAuth", "the old administrator's flow at the public door", "InvalidParameterException", (stand, ground) =>
    initiate(stand, ground.client, "ADMIN_NO_SRP_AUTH", byPassword(ground)),
  ),
  vector(
    "AdminInitiateAuth",
    "a public password flow at the administrator's door",
    "InvalidParameterException",
    (stand, ground) => admin(stand, ground, "USER_PASSWORD_AUTH", byPassword(ground)),
    honestAdmin,
  ),
  vector(
    "AdminInitiateAuth",
    "a client of another pool",
    "ResourceNotFoundException",
    async (stand, ground) => {
      const elsewhere = await commonGround(stand, "app");
      return admin(stand, { ...ground, client: elsewhere.client }, "ADMIN_USER_PASSWORD_AUTH", byPassword(ground));
    },
    honestAdmin,
  ),
  vector(
    "AdminInitiateAuth",
    "a wrong password through the administrator's door",
    "NotAuthorizedException",
    (stand, ground) => admin(stand, ground, "ADMIN_USER_PASSWORD_AUTH", { ...byPassword(ground), PASSWORD: "Wrong-passphrase-1!" }),
    honestAdmin,
  ),
];

const withSecret = (stand: ContractStand, { poolId }: Ground) => stand.newClient(poolId, { ...EVERY_FLOW, GenerateSecret: true });

const secretVector = (name: string, hash: (client: CaseClient, ground: Ground) => string | null): NegativeVector =>
  vector(
    "InitiateAuth",
    `a client with a secret and ${name}`,
    "NotAuthorizedException",
    async (stand, ground) => {
      const client = await withSecret(stand, ground);
      const given = hash(client, ground);
      const AuthParameters = { ...byPassword(ground), ...(given === null ? {} : { SECRET_HASH: given }) };
      return stand.send("InitiateAuth", { ClientId: client.id, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
    },
    async (stand, ground) => initiate(stand, await withSecret(stand, ground), "USER_PASSWORD_AUTH", byPassword(ground)),
  );

const SECRETS: readonly NegativeVector[] = [
  secretVector("no hash", () => null),
  secretVector("a hash over another name", (client) => secretHash(client.secret ?? "", "somebody-else", client.id)),
  secretVector("a hash of another secret", (client, { user }) => secretHash("not the secret", user.username, client.id)),
  secretVector("a hash for another client", (client, { user }) => secretHash(client.secret ?? "", user.username, "another")),
  vector("InitiateAuth", "a client without a secret and a hash", "NotAuthorizedException", (stand, ground) =>
    initiate(stand, ground.client, "USER_PASSWORD_AUTH", { ...byPassword(ground), SECRET_HASH: "aGFzaA==" }),
  ),
];

const refresh = (stand: ContractStand, client: CaseClient, token: string) =>
  initiate(stand, client, "REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: token });

const honestRefresh: Attempt = async (stand, ground) => refresh(stand, ground.client, (await tokensFor(stand, ground)).RefreshToken);

const ROTATING = {
  ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
  RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
};

const REFRESHES: readonly NegativeVector[] = [
  vector(
    "InitiateAuth",
    "REFRESH_TOKEN_AUTH at a client that rotates",
    "InvalidParameterException",
    async (stand, ground) => {
      const client = await stand.newClient(ground.poolId, ROTATING);
      return refresh(stand, client, (await tokensFor(stand, { ...ground, client })).RefreshToken);
    },
    honestRefresh,
  ),
  vector(
    "InitiateAuth",
    "a refresh token of another client",
    "NotAuthorizedException",
    async (stand, ground) => {
      const client = await stand.newClient(ground.poolId, EVERY_FLOW);
      return refresh(stand, client, (await tokensFor(stand, ground)).RefreshToken);
    },
    honestRefresh,
  ),
  vector(
    "InitiateAuth",
    "an access token as a refresh token",
    "NotAuthorizedException",
    async (stand, ground) => refresh(stand, ground.client, (await tokensFor(stand, ground)).AccessToken),
    honestRefresh,
  ),
  vector("InitiateAuth", "a wrong password through USER_PASSWORD_AUTH", "NotAuthorizedException", (stand, ground) =>
    initiate(stand, ground.client, "USER_PASSWORD_AUTH", { ...byPassword(ground), PASSWORD: "Wrong-passphrase-1!" }),
  ),
];

/** Client vectors. */
export const CLIENT_VECTORS: readonly NegativeVector[] = [...DISABLED, ...DOORS, ...SECRETS, ...REFRESHES];
