// Traders made and signed in over raw HTTP: the product's own calls, a proof of our own making, no browser.
import { randomUUID } from "node:crypto";
import type { AppClient } from "./app-client";
import { callProxy, type CognitoAnswer, textField } from "./cognito-calls";
import type { PoolControl } from "./pool-control";
import { startSrp } from "./srp-client";
import { TotpCodes, unusedCode } from "./totp-codes";

export interface PoolFacts {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** Somebody who can sign in again: address, password and, once enrolled, the authenticator. */
export interface Person {
  readonly email: string;
  readonly password: string;
  codes: TotpCodes | null;
}

/** Signs up through the product and confirms the mailed code. The person has no second factor yet. */
export async function signUp(client: AppClient, pool: PoolFacts, control: PoolControl, mailDomain = "holdfast.test"): Promise<Person> {
  const person: Person = { email: `t-${randomUUID()}@${mailDomain}`, password: `Attack-${randomUUID()}`, codes: null };
  const base = { ClientId: pool.clientId, Username: person.email };
  expectOk(
    await callProxy(client, "SignUp", { ...base, Password: person.password, UserAttributes: [{ Name: "email", Value: person.email }] }),
  );
  expectOk(await callProxy(client, "ConfirmSignUp", { ...base, ConfirmationCode: await control.mailedCode(person.email) }));
  return person;
}

/** The password half of a sign-in, whatever comes of it: the first answer that refuses, or the one to the proof. */
export async function tryPassword(
  client: AppClient,
  pool: PoolFacts,
  { email, password }: Pick<Person, "email" | "password">,
  now: Date,
  process = 0,
): Promise<CognitoAnswer> {
  const srp = startSrp(pool.userPoolId);
  const started = await callProxy(
    client,
    "InitiateAuth",
    { ClientId: pool.clientId, AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME: email, SRP_A: srp.srpA } },
    { process },
  );
  if (!started.ok) return started;
  const userIdForSrp = textField(started, "ChallengeParameters", "USER_ID_FOR_SRP");
  const secretBlock = textField(started, "ChallengeParameters", "SECRET_BLOCK");
  const challenge = {
    userIdForSrp,
    secretBlock,
    salt: textField(started, "ChallengeParameters", "SALT"),
    srpB: textField(started, "ChallengeParameters", "SRP_B"),
  };
  const { signature, timestamp } = srp.prove(challenge, password, now);
  const fields = {
    ClientId: pool.clientId,
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeResponses: {
      USERNAME: userIdForSrp,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    },
    ...sessionOf(started),
  };
  return callProxy(client, "RespondToAuthChallenge", fields, { process });
}

/** The password half of a sign-in: answers the next challenge. After this the client is half signed in. */
export const provePassword = async (client: AppClient, pool: PoolFacts, person: Person, now: Date, process = 0): Promise<CognitoAnswer> =>
  expectOk(await tryPassword(client, pool, person, now, process));

/** Signs in with password and TOTP, enrolling the authenticator on the first time. The client's jar then holds a session. */
export async function signIn(
  client: AppClient,
  pool: PoolFacts,
  control: PoolControl,
  person: Person,
  process = 0,
): Promise<CognitoAnswer> {
  const nowSeconds = await control.nowSeconds();
  const half = await provePassword(client, pool, person, new Date(nowSeconds * 1000), process);
  const answered =
    half.fields["ChallengeName"] === "MFA_SETUP"
      ? await enrol(client, pool, control, person, half, process)
      : await proveCode(client, pool, control, person, half, process);
  textField(answered, "AuthenticationResult", "AccessToken");
  return answered;
}

async function proveCode(
  client: AppClient,
  pool: PoolFacts,
  control: PoolControl,
  person: Person,
  half: CognitoAnswer,
  process: number,
): Promise<CognitoAnswer> {
  if (person.codes === null) throw new Error(`The pool asks ${person.email} for a code of an authenticator that this run did not enrol`);
  const responses = { USERNAME: usernameOf(half, person), SOFTWARE_TOKEN_MFA_CODE: await unusedCode(person.codes, control) };
  const fields = { ClientId: pool.clientId, ChallengeName: "SOFTWARE_TOKEN_MFA", ChallengeResponses: responses, ...sessionOf(half) };
  return expectOk(await callProxy(client, "RespondToAuthChallenge", fields, { process }));
}

async function enrol(
  client: AppClient,
  pool: PoolFacts,
  control: PoolControl,
  person: Person,
  half: CognitoAnswer,
  process: number,
): Promise<CognitoAnswer> {
  const associated = expectOk(await callProxy(client, "AssociateSoftwareToken", sessionOf(half), { process }));
  person.codes = new TotpCodes(textField(associated, "SecretCode"));
  const verified = expectOk(
    await callProxy(
      client,
      "VerifySoftwareToken",
      { UserCode: await unusedCode(person.codes, control), ...sessionOf(associated) },
      { process },
    ),
  );
  const fields = {
    ClientId: pool.clientId,
    ChallengeName: "MFA_SETUP",
    ChallengeResponses: { USERNAME: usernameOf(half, person) },
    ...sessionOf(verified),
  };
  return expectOk(await callProxy(client, "RespondToAuthChallenge", fields, { process }));
}

const sessionOf = (from: CognitoAnswer): { Session?: string } =>
  typeof from.fields["Session"] === "string" ? { Session: from.fields["Session"] } : {};

function usernameOf(from: CognitoAnswer, person: Person): string {
  const parameters = from.fields["ChallengeParameters"] as Record<string, unknown> | undefined;
  const username = parameters?.["USER_ID_FOR_SRP"];
  return typeof username === "string" ? username : person.email;
}

function expectOk(answer: CognitoAnswer): CognitoAnswer {
  if (!answer.ok)
    throw new Error(`The product refused a call of a well-behaved trader: ${String(answer.answer.status)} ${answer.answer.text}`);
  return answer;
}
