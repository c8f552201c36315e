// What most negative vectors need: a pool, clients of each kind, users, and a second pool for what is foreign. Made once for each stand.
import { randomBytes } from "node:crypto";
import { secretHash } from "../rules/secret-hash";
import { tokensOf, type Tokens } from "../testing/drive-pool";
import type { CaseClient, CaseUser, ContractStand } from "./contract-case";

/** Pools, clients and users that vectors share; whoever changes a user's state makes one of their own. */
export interface NegativeStage {
  readonly poolId: string;
  readonly open: CaseClient;
  readonly sealed: CaseClient;
  readonly user: CaseUser;
  /** Another pool, with a client and a user of its own. */
  readonly otherPoolId: string;
  readonly otherClient: CaseClient;
  readonly otherUser: CaseUser;
}

const FLOWS = [
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_USER_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
];
const CUSTOM = [
  { Name: "rank", AttributeDataType: "Number", Mutable: true, NumberAttributeConstraints: { MinValue: "1", MaxValue: "9" } },
  { Name: "born", AttributeDataType: "String", Mutable: false, StringAttributeConstraints: { MinLength: "0", MaxLength: "20" } },
  { Name: "secret", AttributeDataType: "String", Mutable: true, StringAttributeConstraints: { MinLength: "0", MaxLength: "20" } },
];

/** Attributes that the stage's clients may write; `custom:secret` and `nickname` are not among them. */
const WRITABLE = ["email", "phone_number", "name", "preferred_username", "custom:rank", "custom:born"];

async function build(stand: ContractStand): Promise<NegativeStage> {
  const settings = { AliasAttributes: ["email", "preferred_username"], AutoVerifiedAttributes: ["email"], Schema: CUSTOM };
  const poolId = await stand.newPool(settings);
  const otherPoolId = await stand.newPool(settings);
  const client = { ExplicitAuthFlows: FLOWS, WriteAttributes: WRITABLE };
  return {
    poolId,
    open: await stand.newClient(poolId, client),
    sealed: await stand.newClient(poolId, { ...client, GenerateSecret: true }),
    user: await stand.newUser(poolId),
    otherPoolId,
    otherClient: await stand.newClient(otherPoolId, client),
    otherUser: await stand.newUser(otherPoolId),
  };
}

const stages = new WeakMap<ContractStand, Promise<NegativeStage>>();

/** The stage of that stand. */
export function stageOf(stand: ContractStand): Promise<NegativeStage> {
  const known = stages.get(stand) ?? build(stand);
  stages.set(stand, known);
  return known;
}

/** A name and an address that nobody has. */
export function freshPerson(): { readonly username: string; readonly email: string; readonly password: string } {
  const username = `person-${randomBytes(6).toString("hex")}`;
  return { username, email: `${username}@example.com`, password: "A fresh passphrase, 1st" };
}

/** SECRET_HASH or SecretHash of a name at a confidential client. */
export function hashOf(client: CaseClient, name: string): string {
  return secretHash(client.secret ?? "", name, client.id);
}

/** The top-level proof of a client, none for a public one. */
export function topLevelHash(client: CaseClient, name: string): { readonly SecretHash?: string } {
  return client.secret === null ? {} : { SecretHash: hashOf(client, name) };
}

/** Signs a user up and leaves the user unconfirmed; the code is in the mailbox. */
export async function signUpPerson(stand: ContractStand, client: CaseClient): Promise<CaseUser> {
  const person = freshPerson();
  const attributes = { UserAttributes: [{ Name: "email", Value: person.email }] };
  const named = { ClientId: client.id, Username: person.username, ...topLevelHash(client, person.username) };
  await stand.send("SignUp", { ...named, Password: person.password, ...attributes });
  return person;
}

/** Tokens of a user, by password. */
export async function signInPerson(stand: ContractStand, client: CaseClient, user: CaseUser): Promise<Tokens> {
  return tokensOf(await stand.passPassword(client, user));
}
