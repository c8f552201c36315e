// One seed for every test of the pool: two pools, clients of each kind, users of each kind.
import { parseSeed } from "../store/seed";

export const TRADERS = "eu-central-1_Traders01";
export const OPERATORS = "eu-central-1_Operators1";
export const TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/** A client as the tests use it. */
export interface TestClient {
  readonly id: string;
  readonly poolId: string;
  readonly secret: string | null;
}

export const WEB: TestClient = { id: "webclient0000000000000000a", poolId: TRADERS, secret: "thewebclientsownsecret00" };
export const PUBLIC: TestClient = { id: "publicclient00000000000000", poolId: TRADERS, secret: null };
export const LEGACY: TestClient = { id: "legacyclient00000000000000", poolId: TRADERS, secret: null };
export const SECOND: TestClient = { id: "secondclient00000000000000", poolId: TRADERS, secret: null };
export const STAFF: TestClient = { id: "staffclient000000000000000", poolId: OPERATORS, secret: null };

export const TRADER = {
  email: "trader@holdfast.test",
  password: "a long trader passphrase",
  sub: "11111111-1111-4111-8111-111111111111",
  username: "aaaaaaaa-1111-4111-8111-111111111111",
};
export const NEWCOMER = {
  email: "newcomer@holdfast.test",
  password: "a long newcomer passphrase",
  sub: "22222222-2222-4222-8222-222222222222",
  username: "bbbbbbbb-2222-4222-8222-222222222222",
};
export const OPERATOR = {
  email: "operator@holdfast.test",
  password: "a long operator passphrase",
  sub: "33333333-3333-4333-8333-333333333333",
  username: "cccccccc-3333-4333-8333-333333333333",
};

const BOTH = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"];
/** Long and without composition rules, as current guidance has it; the email signs in once it is confirmed. */
const POOL = { passwordPolicy: { lengthMin: 12 }, aliasAttributes: ["email"], autoVerifiedAttributes: ["email"] };
const PASSKEYS = { relyingPartyId: "localhost", userVerification: "required", factorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" };

function clientSeed(client: TestClient, more: object): object {
  return {
    id: client.id,
    ...(client.secret === null ? {} : { secret: client.secret }),
    explicitAuthFlows: BOTH,
    accessTokenSeconds: 300,
    refreshTokenSeconds: 43_200,
    rotation: { enabled: true, graceSeconds: 60 },
    preventUserExistenceErrors: true,
    ...more,
  };
}

/** The seed, as JSON. */
export const TEST_SEED_JSON = {
  pools: [
    {
      ...POOL,
      id: TRADERS,
      name: "Traders",
      region: "eu-central-1",
      mfaConfiguration: "ON",
      webAuthn: PASSKEYS,
      clients: [
        clientSeed(WEB, {}),
        clientSeed(PUBLIC, {}),
        clientSeed(SECOND, { rotation: { enabled: true, graceSeconds: 0 } }),
        clientSeed(LEGACY, { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"], rotation: { enabled: false }, preventUserExistenceErrors: false }),
      ],
    },
    { ...POOL, id: OPERATORS, name: "Operators", mfaConfiguration: "OPTIONAL", selfSignUp: false, clients: [clientSeed(STAFF, {})] },
  ],
  users: [
    { ...TRADER, poolId: TRADERS, totpSecret: TOTP_SECRET },
    { ...NEWCOMER, poolId: TRADERS },
    { ...OPERATOR, poolId: OPERATORS },
  ],
};

/** The seed, parsed. */
export const TEST_SEED = parseSeed(TEST_SEED_JSON);
