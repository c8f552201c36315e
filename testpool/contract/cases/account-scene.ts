// What cases of accounts begin with: one pool for all of them, fresh users and clients in it, and a token.
import { randomBytes } from "node:crypto";
import type { Answer } from "../../testing/drive-pool";
import type { CaseClient, CaseUser, ContractStand } from "../contract-case";

/** A new permanent password that every policy of these cases takes. */
export const NEW_PASSWORD = "Quite-another-passphrase-2";

const SETTINGS = {
  AliasAttributes: ["email", "preferred_username"],
  AutoVerifiedAttributes: ["email"],
  Policies: { PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 2 } },
};
const pools = new WeakMap<ContractStand, Promise<string>>();

/** A client of the pool that cases share: email and preferred_username are aliases, emails are verified, two passwords are remembered. */
export async function sharedClient(stand: ContractStand, settings: Readonly<Record<string, unknown>> = {}): Promise<CaseClient> {
  const pool = pools.get(stand) ?? stand.newPool(SETTINGS);
  pools.set(stand, pool);
  return stand.newClient(await pool, { PreventUserExistenceErrors: "LEGACY", ...settings });
}

/** A name that no other case uses. */
export function freshName(): string {
  return `contract-${randomBytes(6).toString("hex")}`;
}

/** A user and their token. */
export interface SignedIn {
  readonly client: CaseClient;
  readonly user: CaseUser;
  readonly AccessToken: string;
}

/** Signs a fresh user in through that client, whose pool asks for no second factor. */
export async function signIn(stand: ContractStand, client: CaseClient): Promise<SignedIn> {
  const user = await stand.newUser(client.poolId);
  const { AuthenticationResult: tokens } = await stand.passPassword(client, user);
  if (tokens === undefined) throw new Error("The sign-in did not end with tokens.");
  return { client, user, AccessToken: tokens.AccessToken };
}

/** Signs up a name nobody has, with that email. */
export function signUp(stand: ContractStand, client: CaseClient, name: string, email = `${name}@example.com`): Promise<Answer> {
  const UserAttributes = [{ Name: "email", Value: email }];
  return stand.send("SignUp", { ClientId: client.id, Username: name, Password: NEW_PASSWORD, UserAttributes });
}

/** Confirms a sign-up. */
export function confirmSignUp(stand: ContractStand, client: CaseClient, name: string, code: string): Promise<Answer> {
  return stand.send("ConfirmSignUp", { ClientId: client.id, Username: name, ConfirmationCode: code });
}

/** Asks for a reset code. */
export function forgotPassword(stand: ContractStand, client: CaseClient, name: string): Promise<Answer> {
  return stand.send("ForgotPassword", { ClientId: client.id, Username: name });
}

/** Answers with a reset code. */
export function resetPassword(
  stand: ContractStand,
  client: CaseClient,
  name: string,
  code: string,
  password = NEW_PASSWORD,
): Promise<Answer> {
  return stand.send("ConfirmForgotPassword", { ClientId: client.id, Username: name, ConfirmationCode: code, Password: password });
}

/** Another code of the same length. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, "0");
}

/** Runs a step so many times and takes its refusals for granted. */
export async function attempt(times: number, step: () => Promise<unknown>): Promise<void> {
  for (let count = 0; count < times; count += 1) await step().catch(() => undefined);
}
