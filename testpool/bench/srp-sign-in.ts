// One whole SRP sign-in over HTTP, as a browser makes it.
import type { Answer } from "../testing/drive-pool";
import { formatSrpTimestamp } from "../srp/srp-timestamp";
import { poolShortName } from "../srp/srp-verifier";
import { SrpClient } from "../testing/srp-client";

/** Who signs in, and where. */
export interface BenchUser {
  readonly poolId: string;
  readonly clientId: string;
  readonly email: string;
  readonly password: string;
}

async function send(url: string, operation: string, body: object): Promise<Answer> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${operation} was refused: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Signs in and throws when no tokens come of it. */
export async function srpSignIn(url: string, user: BenchUser): Promise<void> {
  const srp = new SrpClient();
  const AuthParameters = { USERNAME: user.email, SRP_A: srp.publicHex };
  const asked = await send(url, "InitiateAuth", { ClientId: user.clientId, AuthFlow: "USER_SRP_AUTH", AuthParameters });
  const read = (name: string) => asked.ChallengeParameters?.[name] ?? "";
  const sent = { SALT: read("SALT"), SRP_B: read("SRP_B"), SECRET_BLOCK: read("SECRET_BLOCK"), USER_ID_FOR_SRP: read("USER_ID_FOR_SRP") };
  const timestamp = formatSrpTimestamp(Date.now());
  const signed = await send(url, "RespondToAuthChallenge", {
    ClientId: user.clientId,
    ChallengeName: "PASSWORD_VERIFIER",
    Session: asked.Session,
    ChallengeResponses: {
      USERNAME: sent.USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: sent.SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: srp.sign(poolShortName(user.poolId), user.password, sent, timestamp),
      TIMESTAMP: timestamp,
    },
  });
  if (signed.AuthenticationResult === undefined) throw new Error("The sign-in gave no tokens.");
}
