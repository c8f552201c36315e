// Withdrawing over raw HTTP: the product's own calls with an authenticator of our own making, no browser.
import { randomUUID } from "node:crypto";
import type { StepUpDto } from "@/lib/contracts/step-up";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { createSoftwarePasskey, type SoftwarePasskey } from "@/lib/testing/software-passkey";
import type { AppClient } from "./app-client";
import { AMZ_JSON, callProxy, type CognitoAnswer, textField } from "./cognito-calls";
import type { HarnessFacts } from "./harness-facts";
import type { PoolControl } from "./pool-control";
import type { RawAnswer } from "./raw-answer";
import { startSrp } from "./srp-client";
import { unusedCode } from "./totp-codes";
import type { Person } from "./trader";

export const NETWORK = "ethereum-local";

/** An order as a client sends it. */
export interface Order {
  readonly asset: string;
  readonly amount: string;
  readonly addressId: string;
  readonly memo?: string;
}

export const jsonOf = <Value>(answer: RawAnswer): Value => JSON.parse(answer.text) as Value;

/** The answer of a call that must succeed. */
export function accepted<Value>(answer: RawAnswer): Value {
  if (answer.status >= 300) throw new Error(`A good call was refused: ${String(answer.status)} ${answer.text}`);
  return jsonOf<Value>(answer);
}

export const prepare = (client: AppClient, order: Order, key: string = randomUUID(), process = 0): Promise<RawAnswer> =>
  client.call("POST", "/api/withdrawals", { process, json: { network: NETWORK, ...order }, headers: [["Idempotency-Key", key]] });

export const openGrant = (client: AppClient, purpose: string, subjectId: string): Promise<RawAnswer> =>
  client.call("POST", "/api/step-up", { json: { purpose, subjectId } });

export const confirm = (client: AppClient, id: string, grantId: string | undefined, process = 0): Promise<RawAnswer> =>
  client.call("POST", `/api/withdrawals/${id}/confirm`, { process, json: grantId === undefined ? {} : { grantId } });

/** Enrols a passkey in software through the proxy, as a browser with a fresh sign-in does. */
export async function addPasskey(client: AppClient, facts: Pick<HarnessFacts, "origin">): Promise<SoftwarePasskey> {
  const passkey = createSoftwarePasskey(new URL(facts.origin).hostname);
  const { shells } = accepted<{ shells: { accessToken: string } }>(await client.call("GET", "/api/auth/session"));
  const started = expectOk(await callProxy(client, "StartWebAuthnRegistration", { AccessToken: shells.accessToken }));
  const { challenge } = started.fields["CredentialCreationOptions"] as { challenge: string };
  expectOk(
    await callProxy(client, "CompleteWebAuthnRegistration", {
      AccessToken: shells.accessToken,
      Credential: passkey.register(challenge, facts.origin),
    }),
  );
  return passkey;
}

/** Signs a grant with a passkey. */
export function signGrant(client: AppClient, grant: StepUpDto, passkey: SoftwarePasskey, origin: string): Promise<RawAnswer> {
  const challenge = grant.proofs.passkey?.challenge;
  if (challenge === undefined) throw new Error("The grant offers no passkey");
  return client.call("POST", `/api/step-up/${grant.grantId}/passkey`, { json: { credential: passkey.sign(challenge, origin) } });
}

/** Proves a grant by password and code, as the second Amplify context does. Answers the last word of the proxy. */
export async function proveByPassword(
  client: AppClient,
  grant: StepUpDto,
  person: Person,
  pool: HarnessFacts,
  control: PoolControl,
): Promise<CognitoAnswer> {
  const endpoint = grant.proofs.passwordTotp?.endpoint;
  if (endpoint === undefined || person.codes === null) throw new Error("The grant offers no password, or the person has no authenticator");
  const ask = (operation: string, fields: object): Promise<CognitoAnswer> => callStepUp(client, endpoint, operation, fields);
  const srp = startSrp(pool.userPoolId);
  const started = await ask("InitiateAuth", {
    ClientId: pool.clientId,
    AuthFlow: "USER_SRP_AUTH",
    AuthParameters: { USERNAME: person.email, SRP_A: srp.srpA },
  });
  if (!started.ok) return started;
  const userIdForSrp = textField(started, "ChallengeParameters", "USER_ID_FOR_SRP");
  const secretBlock = textField(started, "ChallengeParameters", "SECRET_BLOCK");
  const { signature, timestamp } = srp.prove(
    {
      userIdForSrp,
      secretBlock,
      salt: textField(started, "ChallengeParameters", "SALT"),
      srpB: textField(started, "ChallengeParameters", "SRP_B"),
    },
    person.password,
    new Date((await control.nowSeconds()) * 1000),
  );
  const half = await ask("RespondToAuthChallenge", {
    ClientId: pool.clientId,
    ChallengeName: "PASSWORD_VERIFIER",
    Session: started.fields["Session"],
    ChallengeResponses: {
      USERNAME: userIdForSrp,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    },
  });
  if (!half.ok) return half;
  return ask("RespondToAuthChallenge", {
    ClientId: pool.clientId,
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    Session: half.fields["Session"],
    ChallengeResponses: { USERNAME: userIdForSrp, SOFTWARE_TOKEN_MFA_CODE: await unusedCode(person.codes, control) },
  });
}

/** One operation at a step-up's own Cognito address. */
export async function callStepUp(client: AppClient, endpoint: string, operation: string, fields: object): Promise<CognitoAnswer> {
  const answer = await client.call("POST", endpoint, {
    json: fields,
    headers: [
      ["Content-Type", AMZ_JSON],
      ["X-Amz-Target", `AWSCognitoIdentityProviderService.${operation}`],
    ],
  });
  const parsed = answer.text === "" ? {} : jsonOf<Record<string, unknown>>(answer);
  const type = typeof parsed["__type"] === "string" ? parsed["__type"] : `status ${String(answer.status)}`;
  return { ok: answer.status === 200, errorName: answer.status === 200 ? null : type, fields: parsed, answer };
}

/** A withdrawal that waits for its approval, with a grant that a passkey has proven. */
export async function prepareProven(
  client: AppClient,
  order: Order,
  passkey: SoftwarePasskey,
  origin: string,
): Promise<{ readonly withdrawal: WithdrawalDto; readonly grant: StepUpDto }> {
  const withdrawal = accepted<WithdrawalDto>(await prepare(client, order));
  const grant = accepted<StepUpDto>(await openGrant(client, "withdrawal", withdrawal.id));
  accepted(await signGrant(client, grant, passkey, origin));
  return { withdrawal, grant };
}

function expectOk(answer: CognitoAnswer): CognitoAnswer {
  if (!answer.ok) throw new Error(`The product refused a good call: ${answer.answer.text}`);
  return answer;
}
