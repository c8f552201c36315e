// A trader whose authenticator stood before the first sign-in here: no first factor was enrolled under our eyes, so no hold begins.
// It is done at the pool itself, with the client's secret, which only the product and this harness know.
import { createHmac } from "node:crypto";
import { callPool, type CognitoAnswer, textField } from "./cognito-calls";
import type { HarnessFacts } from "./harness-facts";
import type { PoolControl } from "./pool-control";
import { startSrp } from "./srp-client";
import { TotpCodes, unusedCode } from "./totp-codes";
import type { Person } from "./trader";

/** Enrols an authenticator for a confirmed person directly at the pool. The tokens that the pool answers are dropped. */
export async function enrolAtPool(facts: HarnessFacts, control: PoolControl, person: Person): Promise<void> {
  const ClientId = facts.clientId;
  const secret = facts.productEnvironment["COGNITO_CLIENT_SECRET"] ?? "";
  const hashed = (username: string): { USERNAME: string; SECRET_HASH: string } => ({
    USERNAME: username,
    SECRET_HASH: createHmac("sha256", secret).update(`${username}${ClientId}`).digest("base64"),
  });
  const srp = startSrp(facts.userPoolId);
  const started = await ask(facts, "InitiateAuth", {
    ClientId,
    AuthFlow: "USER_SRP_AUTH",
    AuthParameters: { ...hashed(person.email), SRP_A: srp.srpA },
  });
  const username = textField(started, "ChallengeParameters", "USER_ID_FOR_SRP");
  const secretBlock = textField(started, "ChallengeParameters", "SECRET_BLOCK");
  const { signature, timestamp } = srp.prove(
    {
      userIdForSrp: username,
      secretBlock,
      salt: textField(started, "ChallengeParameters", "SALT"),
      srpB: textField(started, "ChallengeParameters", "SRP_B"),
    },
    person.password,
    new Date((await control.nowSeconds()) * 1000),
  );
  const half = await ask(facts, "RespondToAuthChallenge", {
    ClientId,
    ChallengeName: "PASSWORD_VERIFIER",
    ...sessionOf(started),
    ChallengeResponses: {
      ...hashed(username),
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    },
  });
  const associated = await ask(facts, "AssociateSoftwareToken", sessionOf(half));
  const codes = new TotpCodes(textField(associated, "SecretCode"));
  const verified = await ask(facts, "VerifySoftwareToken", { UserCode: await unusedCode(codes, control), ...sessionOf(associated) });
  await ask(facts, "RespondToAuthChallenge", {
    ClientId,
    ChallengeName: "MFA_SETUP",
    ...sessionOf(verified),
    ChallengeResponses: hashed(username),
  });
  person.codes = codes;
}

const sessionOf = (from: CognitoAnswer): { Session?: string } =>
  typeof from.fields["Session"] === "string" ? { Session: from.fields["Session"] } : {};

async function ask(facts: HarnessFacts, operation: string, fields: object): Promise<CognitoAnswer> {
  const answer = await callPool(facts.poolUrl, operation, fields);
  if (!answer.ok) throw new Error(`The pool refused ${operation}: ${answer.answer.text}`);
  return answer;
}
