// A request is refused for its form before anything is looked up, so that no rule ever sees a value outside AWS's own limits.
import type { ContractStand } from "../contract-case";
import { freshPerson, signInPerson, stageOf } from "../negative-stage";
import type { NegativeVector } from "../negative-vector";

type Fields = Readonly<Record<string, unknown>>;

interface Form {
  readonly operation: string;
  /** A request that is accepted, fresh each time. */
  honest(stand: ContractStand): Promise<Fields>;
  /** What is changed in it, by what is then wrong; undefined leaves a member out. */
  readonly bends: Readonly<Record<string, Fields>>;
}

const long = (length: number): string => "x".repeat(length);

const FORMS: readonly Form[] = [
  {
    operation: "SignUp",
    honest: async (stand) => {
      const { username, email, password } = freshPerson();
      const UserAttributes = [{ Name: "email", Value: email }];
      return { ClientId: (await stageOf(stand)).open.id, Username: username, Password: password, UserAttributes };
    },
    bends: {
      "no Username": { Username: undefined },
      "an empty Username": { Username: "" },
      "a Username of 129 characters": { Username: long(129) },
      "a Username with a space": { Username: "two words" },
      "a Username like an email, where the email is an alias": { Username: "someone@example.com" },
      "no ClientId": { ClientId: undefined },
      "a ClientId with a dash": { ClientId: "not-an-id" },
      "a ClientId of 129 characters": { ClientId: long(129) },
      "a SecretHash of 129 characters": { SecretHash: long(129) },
      "a Password of 257 characters": { Password: `Aa1!${long(253)}` },
      "a Password that begins with a space": { Password: " A fresh passphrase, 1st" },
      "an attribute without a name": { UserAttributes: [{ Value: "x" }] },
      "an attribute name of 33 characters": { UserAttributes: [{ Name: long(33), Value: "x" }] },
      "an attribute value of 2049 characters": { UserAttributes: [{ Name: "name", Value: long(2049) }] },
    },
  },
  {
    operation: "InitiateAuth",
    honest: async (stand) => {
      const { open, user } = await stageOf(stand);
      const AuthParameters = { USERNAME: user.username, PASSWORD: user.password };
      return { ClientId: open.id, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters };
    },
    bends: {
      "no AuthFlow": { AuthFlow: undefined },
      "an AuthFlow that does not exist": { AuthFlow: "USER_TRUST_AUTH" },
      "a flow of the other operation": { AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
      "a flow that the client does not have": { AuthFlow: "CUSTOM_AUTH" },
      "no ClientId": { ClientId: undefined },
      "no AuthParameters": { AuthParameters: undefined },
      "no USERNAME": { AuthParameters: { PASSWORD: "A fresh passphrase, 1st" } },
      "no PASSWORD": { AuthParameters: { USERNAME: "someone" } },
      "a Session of 19 characters": { Session: long(19) },
      "a Session of 2049 characters": { Session: long(2049) },
    },
  },
  {
    operation: "GetUser",
    honest: async (stand) => {
      const { open, user } = await stageOf(stand);
      return { AccessToken: (await signInPerson(stand, open, user)).AccessToken };
    },
    bends: { "no AccessToken": { AccessToken: undefined }, "an AccessToken with a space": { AccessToken: "one two" } },
  },
  {
    operation: "AdminGetUser",
    honest: async (stand) => {
      const { poolId, user } = await stageOf(stand);
      return { UserPoolId: poolId, Username: user.username };
    },
    bends: {
      "no UserPoolId": { UserPoolId: undefined },
      "a UserPoolId without its region": { UserPoolId: "abcdefghi" },
      "a UserPoolId of 56 characters": { UserPoolId: `eu-central-1_${long(43)}` },
      "no Username": { Username: undefined },
      "a Username of 129 characters": { Username: long(129) },
    },
  },
  {
    operation: "ListUsers",
    honest: async (stand) => ({ UserPoolId: (await stageOf(stand)).poolId, Limit: 1 }),
    bends: {
      "a Limit above 60": { Limit: 61 },
      "a Limit below 0": { Limit: -1 },
      "a Filter of 257 characters": { Filter: `name = "${long(248)}"` },
      "a Filter that is none": { Filter: "name is ada" },
    },
  },
  {
    operation: "CreateUserPool",
    honest: async () => ({ PoolName: freshPerson().username }),
    bends: {
      "no PoolName": { PoolName: undefined },
      "a PoolName of 129 characters": { PoolName: long(129) },
      "an MfaConfiguration that does not exist": { MfaConfiguration: "MAYBE" },
      "a least password length of 5": { Policies: { PasswordPolicy: { MinimumLength: 5 } } },
      "a least password length of 100": { Policies: { PasswordPolicy: { MinimumLength: 100 } } },
      "an attribute verified that cannot be": { AutoVerifiedAttributes: ["nickname"] },
      "aliases beside username attributes": { AliasAttributes: ["email"], UsernameAttributes: ["email"] },
    },
  },
  {
    operation: "CreateUserPoolClient",
    honest: async (stand) => ({ UserPoolId: (await stageOf(stand)).poolId, ClientName: freshPerson().username }),
    bends: {
      "no ClientName": { ClientName: undefined },
      "a flow that does not exist": { ExplicitAuthFlows: ["ALLOW_EVERYTHING"] },
      "an AuthSessionValidity below 3 minutes": { AuthSessionValidity: 2 },
      "an AuthSessionValidity above 15 minutes": { AuthSessionValidity: 16 },
      "a grace above 60 seconds": { RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 61 } },
      "an access token of 4 minutes": { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: "minutes" } },
      "an access token of 2 days": { AccessTokenValidity: 2, TokenValidityUnits: { AccessToken: "days" } },
      "rotation beside ALLOW_REFRESH_TOKEN_AUTH": {
        RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
        ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      },
      "a written attribute that the pool does not have": { WriteAttributes: ["custom:none"] },
    },
  },
];

/** Members outside their limits; the same request within them is accepted. */
export const REQUEST_MEMBER_VECTORS: readonly NegativeVector[] = FORMS.flatMap(({ operation, honest, bends }) =>
  Object.entries(bends).map(([what, bend]): NegativeVector => ({
    operation,
    name: `${operation} with ${what}`,
    exception: "InvalidParameterException",
    liveReason: null,
    prepare: async (stand) => {
      const request = await honest(stand);
      return { bent: () => stand.send(operation, { ...request, ...bend }), honest: () => stand.send(operation, request) };
    },
  })),
);
