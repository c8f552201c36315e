// A client with a secret must prove it with every call, for the very name of the call; a client without one must not pretend to.
import { nowMs } from "../flow-steps";
import { openSrp, srpProof, textOf, type OpenSrp } from "../../testing/drive-pool";
import type { CaseClient, CaseUser, ContractStand } from "../contract-case";
import { freshPerson, hashOf, signUpPerson, stageOf } from "../negative-stage";
import type { NegativeVector } from "../negative-vector";

type Fields = Readonly<Record<string, unknown>>;

/** A request whose proof is still missing, the name that the proof is about, and how the proof is put in. */
interface Unproven {
  readonly name: string;
  request(): Promise<Fields> | Fields;
}

interface Row {
  readonly operation: string;
  readonly what: string;
  /** Where the proof stands in the request. */
  readonly place: "SecretHash" | "AuthParameters" | "ChallengeResponses";
  readonly liveReason: string | null;
  prepare(stand: ContractStand, client: CaseClient): Promise<Unproven>;
}

const CODE = "The code stands in a mailbox that only the local pool can open.";

function withProof(row: Row, request: Fields, proof: string | null): Fields {
  if (proof === null) return request;
  if (row.place === "SecretHash") return { ...request, SecretHash: proof };
  return { ...request, [row.place]: { ...(request[row.place] as Fields), SECRET_HASH: proof } };
}

function topLevel(operation: string, fields: (stand: ContractStand, user: CaseUser) => Promise<Fields> | Fields): Row {
  return {
    operation,
    what: operation,
    place: "SecretHash",
    liveReason: operation.startsWith("Confirm") ? CODE : null,
    prepare: async (stand, client) => {
      const user = await signUpPerson(stand, client);
      return {
        name: user.username,
        request: async () => ({ ClientId: client.id, Username: user.username, ...(await fields(stand, user)) }),
      };
    },
  };
}

function flow(operation: "InitiateAuth" | "AdminInitiateAuth", AuthFlow: string, parameters: (user: CaseUser) => Fields): Row {
  return {
    operation,
    what: `${operation} ${AuthFlow}`,
    place: "AuthParameters",
    liveReason: null,
    prepare: async (stand, client) => {
      const { user, poolId } = await stageOf(stand);
      const pool = operation === "AdminInitiateAuth" ? { UserPoolId: poolId } : {};
      const AuthParameters = { USERNAME: user.username, ...parameters(user) };
      return { name: user.username, request: () => ({ ...pool, ClientId: client.id, AuthFlow, AuthParameters }) };
    },
  };
}

/** Answers an SRP exchange of its own each time; its own SECRET_HASH is taken out first. */
function proofWithoutHash(open: OpenSrp, user: CaseUser, nowMs: number): Fields {
  const request = srpProof(open, user.password, nowMs) as { readonly ChallengeResponses: Readonly<Record<string, string>> };
  const { SECRET_HASH: _hash, ...ChallengeResponses } = request.ChallengeResponses;
  return { ...request, ChallengeResponses };
}

function answer(operation: "RespondToAuthChallenge" | "AdminRespondToAuthChallenge"): Row {
  return {
    operation,
    what: `${operation} PASSWORD_VERIFIER`,
    place: "ChallengeResponses",
    liveReason: null,
    prepare: async (stand, client) => {
      const { user, poolId } = await stageOf(stand);
      const pool = operation === "AdminRespondToAuthChallenge" ? { UserPoolId: poolId } : {};
      const request = async () => ({ ...pool, ...proofWithoutHash(await openSrp(stand.send, client, user.username), user, nowMs(stand)) });
      return { name: user.username, request };
    },
  };
}

const ROWS: readonly Row[] = [
  {
    operation: "SignUp",
    what: "SignUp",
    place: "SecretHash",
    liveReason: null,
    prepare: async (_stand, client) => {
      const { username, email, password } = freshPerson();
      const UserAttributes = [{ Name: "email", Value: email }];
      return { name: username, request: () => ({ ClientId: client.id, Username: username, Password: password, UserAttributes }) };
    },
  },
  topLevel("ConfirmSignUp", (stand, user) => ({ ConfirmationCode: stand.local.codeFor(user.email) })),
  topLevel("ResendConfirmationCode", () => ({})),
  flow("InitiateAuth", "USER_PASSWORD_AUTH", (user) => ({ PASSWORD: user.password })),
  flow("InitiateAuth", "USER_SRP_AUTH", () => ({ SRP_A: "a1b2c3d4e5f6" })),
  flow("InitiateAuth", "USER_AUTH", () => ({})),
  flow("AdminInitiateAuth", "ADMIN_USER_PASSWORD_AUTH", (user) => ({ PASSWORD: user.password })),
  answer("RespondToAuthChallenge"),
  answer("AdminRespondToAuthChallenge"),
  {
    operation: "ForgotPassword",
    what: "ForgotPassword",
    place: "SecretHash",
    liveReason: null,
    prepare: async (stand, client) => {
      const { username } = await stand.newUser((await stageOf(stand)).poolId);
      return { name: username, request: () => ({ ClientId: client.id, Username: username }) };
    },
  },
  {
    operation: "ConfirmForgotPassword",
    what: "ConfirmForgotPassword",
    place: "SecretHash",
    liveReason: CODE,
    prepare: async (stand, client) => {
      const user = await stand.newUser((await stageOf(stand)).poolId);
      const named = { ClientId: client.id, Username: user.username };
      await stand.send("ForgotPassword", { ...named, ...(client.secret === null ? {} : { SecretHash: hashOf(client, user.username) }) });
      const code = textOf(stand.local.codeFor(user.email));
      return { name: user.username, request: () => ({ ...named, ConfirmationCode: code, Password: "Another passphrase, 2nd" }) };
    },
  },
];

/** What is sent in place of the proof, by what is wrong with it. */
const BENDS: Readonly<Record<string, (client: CaseClient, name: string) => string | null>> = {
  "without SECRET_HASH": () => null,
  "with another name's SECRET_HASH": (client, name) => hashOf(client, `${name}x`),
  "with a SECRET_HASH under another secret": (client, name) => hashOf({ ...client, secret: "not-the-secret" }, name),
  "with another client's SECRET_HASH": (client, name) => hashOf({ ...client, id: "1h57kf5cpq17m0eml12EXAMPLE" }, name),
};

const bentVectors = ROWS.flatMap((row) =>
  Object.entries(BENDS).map(([what, bend]): NegativeVector => ({
    operation: row.operation,
    name: `${row.what} ${what}`,
    exception: "NotAuthorizedException",
    liveReason: row.liveReason,
    prepare: async (stand) => {
      const { sealed } = await stageOf(stand);
      const { name, request } = await row.prepare(stand, sealed);
      const send = async (proof: string | null) => stand.send(row.operation, withProof(row, await request(), proof));
      return { bent: () => send(bend(sealed, name)), honest: () => send(hashOf(sealed, name)) };
    },
  })),
);

const superfluousVectors = ROWS.map((row): NegativeVector => ({
  operation: row.operation,
  name: `${row.what} with a SECRET_HASH for a public client`,
  exception: "NotAuthorizedException",
  liveReason: row.liveReason,
  prepare: async (stand) => {
    const { open } = await stageOf(stand);
    const { name, request } = await row.prepare(stand, open);
    const send = async (proof: string | null) => stand.send(row.operation, withProof(row, await request(), proof));
    return { bent: () => send(hashOf({ ...open, secret: "invented" }, name)), honest: () => send(null) };
  },
}));

/** Every client-taking operation, with each way of proving nothing. */
export const CLIENT_PROOF_VECTORS: readonly NegativeVector[] = [...bentVectors, ...superfluousVectors];
