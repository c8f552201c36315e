// A pool knows its own users and clients only: what exists in another pool does not exist in this one.
import { nowMs } from "../flow-steps";
import { openSrp, srpProof } from "../../testing/drive-pool";
import type { ContractStand } from "../contract-case";
import { signUpPerson, stageOf } from "../negative-stage";
import type { NegativeVector } from "../negative-vector";

type Fields = Readonly<Record<string, unknown>>;

/** Operations of administrators on one user, with the rest of their request; each is honest for a user of the pool. */
const ADMIN_CALLS: Readonly<Record<string, Fields>> = {
  AdminGetUser: {},
  AdminListGroupsForUser: {},
  AdminEnableUser: {},
  AdminDisableUser: {},
  AdminUserGlobalSignOut: {},
  AdminResetUserPassword: {},
  AdminSetUserPassword: { Password: "Another passphrase, 2nd", Permanent: true },
  AdminUpdateUserAttributes: { UserAttributes: [{ Name: "name", Value: "Ada" }] },
  AdminSetUserMFAPreference: {},
};

const NO_POOL = "eu-central-1_NoSuchPool";

function adminVector(
  operation: string,
  what: string,
  exception: string,
  poolOf: (stand: ContractStand) => Promise<string>,
): NegativeVector {
  return {
    operation,
    name: `${operation} ${what}`,
    exception,
    liveReason: null,
    prepare: async (stand) => {
      const { poolId } = await stageOf(stand);
      const { username } = await stand.newUser(poolId);
      const foreign = await poolOf(stand);
      const call = (UserPoolId: string) => stand.send(operation, { UserPoolId, Username: username, ...ADMIN_CALLS[operation] });
      return { bent: () => call(foreign), honest: () => call(poolId) };
    },
  };
}

const adminVectors = Object.keys(ADMIN_CALLS).flatMap((operation) => [
  adminVector(operation, "for a user of another pool", "UserNotFoundException", async (stand) => (await stageOf(stand)).otherPoolId),
  adminVector(operation, "in a pool that does not exist", "ResourceNotFoundException", async () => NO_POOL),
]);

function clientVector(operation: string, what: string, exception: string, isKnown: boolean): NegativeVector {
  return {
    operation,
    name: `${operation} ${what}`,
    exception,
    liveReason: operation === "ConfirmSignUp" ? "The code stands in a mailbox that only the local pool can open." : null,
    prepare: async (stand) => {
      const { open, otherClient } = await stageOf(stand);
      const { username, email } = await signUpPerson(stand, open);
      const more = operation === "ConfirmSignUp" ? { ConfirmationCode: stand.local.codeFor(email) } : {};
      const call = (ClientId: string) => stand.send(operation, { ClientId, Username: username, ...more });
      return { bent: () => call(isKnown ? otherClient.id : "1h57kf5cpq17m0eml12EXAMPLE"), honest: () => call(open.id) };
    },
  };
}

const clientVectors = ["ResendConfirmationCode", "ConfirmSignUp"].flatMap((operation) => [
  clientVector(operation, "through a client of another pool", "UserNotFoundException", true),
  clientVector(operation, "through a client that does not exist", "ResourceNotFoundException", false),
]);

function signInVector(
  name: string,
  exception: string,
  make: (stand: ContractStand) => Promise<readonly [bentId: string, honestId: string, AuthParameters: Fields, more: Fields]>,
  operation: "InitiateAuth" | "AdminInitiateAuth" = "InitiateAuth",
  AuthFlow = "USER_PASSWORD_AUTH",
): NegativeVector {
  return {
    operation,
    name,
    exception,
    liveReason: null,
    prepare: async (stand) => {
      const [bentId, honestId, AuthParameters, more] = await make(stand);
      const call = (ClientId: string) => stand.send(operation, { ClientId, AuthFlow, AuthParameters, ...more });
      return { bent: () => call(bentId), honest: () => call(honestId) };
    },
  };
}

async function passwordOf(stand: ContractStand): Promise<Fields> {
  const { user } = await stageOf(stand);
  return { USERNAME: user.username, PASSWORD: user.password };
}

const signInVectors: readonly NegativeVector[] = [
  signInVector("a right password through a client of another pool", "UserNotFoundException", async (stand) => {
    const { open, otherClient } = await stageOf(stand);
    return [otherClient.id, open.id, await passwordOf(stand), {}];
  }),
  signInVector("a right password through a client that does not exist", "ResourceNotFoundException", async (stand) => {
    return ["1h57kf5cpq17m0eml12EXAMPLE", (await stageOf(stand)).open.id, await passwordOf(stand), {}];
  }),
  signInVector(
    "an administrator's sign-in with a client of another pool",
    "ResourceNotFoundException",
    async (stand) => {
      const { open, otherClient, poolId } = await stageOf(stand);
      return [otherClient.id, open.id, await passwordOf(stand), { UserPoolId: poolId }];
    },
    "AdminInitiateAuth",
    "ADMIN_USER_PASSWORD_AUTH",
  ),
];

/** A Session belongs to the client that opened it. */
function sessionVector(what: string, isOtherPool: boolean): NegativeVector {
  return {
    operation: "RespondToAuthChallenge",
    name: `a right SRP proof through ${what}`,
    exception: "NotAuthorizedException",
    liveReason: null,
    prepare: async (stand) => {
      const { open, otherClient, poolId, user } = await stageOf(stand);
      const stranger = isOtherPool ? otherClient : await stand.newClient(poolId, { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] });
      const answer = async (ClientId: string) => {
        const proof = srpProof(await openSrp(stand.send, open, user.username), user.password, nowMs(stand));
        return stand.send("RespondToAuthChallenge", { ...proof, ClientId });
      };
      return { bent: () => answer(stranger.id), honest: () => answer(open.id) };
    },
  };
}

/** What is foreign, call by call. */
export const FOREIGN_POOL_VECTORS: readonly NegativeVector[] = [
  ...adminVectors,
  ...clientVectors,
  ...signInVectors,
  sessionVector("another client of the pool", false),
  sessionVector("a client of another pool", true),
];
