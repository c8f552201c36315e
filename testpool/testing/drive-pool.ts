// Drives a running pool the way a client would. The AWS SDK is handed in by the tests, so that only they depend on it.
import { secretHash } from "../rules/secret-hash";
import { formatSrpTimestamp } from "../srp/srp-timestamp";
import { poolShortName } from "../srp/srp-verifier";
import { Secret, TOTP } from "otpauth";
import { createPoolClock } from "../clock/pool-clock";
import { openKeyRing } from "../store/key-ring";
import { answerFaults, refusalFaults } from "./sdk-shape";
import { startTestPool, type RunningTestPool } from "../server/start-test-pool";
import { SrpClient, type VerifierParameters } from "./srp-client";
import { TEST_SEED, type TestClient } from "./test-seed";

/** An answer of the pool, read loosely. */
export interface Answer {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly ChallengeParameters?: Readonly<Record<string, string>>;
  readonly AvailableChallenges?: readonly string[];
  readonly AuthenticationResult?: Tokens;
  readonly [name: string]: unknown;
}

export interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
  readonly ExpiresIn: number;
}

/** Sends one operation; rejects with an error whose name is Cognito's exception. */
export type Send = (operation: string, input: object) => Promise<Answer>;

interface SdkClient {
  send(command: object): Promise<object>;
}
type Constructor = new (input: object) => object;

/** The AWS SDK for this service, as a module. */
export type Sdk = Readonly<Record<string, unknown>>;

interface WireRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** Exceptions of the protocol itself, which no operation's schema lists. */
const PROTOCOL_EXCEPTIONS = ["SerializationException", "UnknownOperationException", "MissingAuthenticationTokenException"];

function faultsOf(sdk: Sdk, operation: string, status: number, text: string): string[] {
  const body: unknown = JSON.parse(text === "" ? "{}" : text);
  if (status === 200) return answerFaults(sdk, operation, body);
  const name = (body as { __type?: unknown }).__type;
  return typeof name === "string" && !PROTOCOL_EXCEPTIONS.includes(name) ? refusalFaults(sdk, name) : [];
}

/** Carries the SDK's requests, and holds every answer against the SDK's own schema before the SDK reads it. */
function checkingHandler(sdk: Sdk) {
  return {
    handle: async (request: WireRequest) => {
      const { "content-length": _length, host: _host, ...headers } = request.headers;
      const url = `${request.protocol}//${request.hostname}:${request.port ?? 80}${request.path}`;
      const response = await fetch(url, { method: "POST", headers, body: request.body ?? "" });
      const text = await response.text();
      const operation = headers["x-amz-target"]?.split(".")[1] ?? "";
      const isJson = response.headers.get("content-type")?.includes("json") === true && /^\{/.test(text);
      const faults = isJson ? faultsOf(sdk, operation, response.status, text) : [];
      if (faults.length > 0) throw new Error(`An answer is not of the SDK's own shape: ${faults.join("; ")}`);
      const bytes = new TextEncoder().encode(text);
      return { response: { statusCode: response.status, headers: Object.fromEntries(response.headers), body: bytes } };
    },
  };
}

/** A Send over the AWS SDK's own client and commands, without retries; every answer is checked against the SDK's schemas. */
export function sdkSend(sdk: Sdk, endpoint: string): Send {
  const Client = sdk["CognitoIdentityProviderClient"] as Constructor;
  const client = new Client({
    endpoint,
    region: "eu-central-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    requestHandler: checkingHandler(sdk),
  }) as SdkClient;
  return async (operation, input) => {
    const Command = sdk[`${operation}Command`] as Constructor;
    return (await client.send(new Command(input))) as Answer;
  };
}

/** What the pool said no with; fails when it said yes. */
export async function refusalOf(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error("The pool accepted what it should refuse.");
  return { name: outcome.name, message: outcome.message };
}

const keys = openKeyRing(null);

/** The moment at which the tests' machine stands still: locks must not run out because a machine is slow. */
export const MACHINE_MS = Date.now();

/**
 * A pool in memory on a free port, with the test seed and a clock that moves only when told to. A client that stamps its proofs with the
 * machine's own time needs `machineNowMs` to be that.
 */
export function startSeededPool(machineNowMs = () => MACHINE_MS): Promise<RunningTestPool> {
  const clock = { ...createPoolClock(0, () => MACHINE_MS), machineNowMs };
  return startTestPool({ port: 0, dataDir: null, clockFile: null, seed: TEST_SEED, keys, clock });
}

/** Required text of an answer. */
export function textOf(value: string | undefined): string {
  if (value === undefined) throw new Error("The answer lacks a text that it should have.");
  return value;
}

/** The tokens of an answer that ends a sign-in. */
export function tokensOf(answer: Answer): Tokens {
  if (answer.AuthenticationResult === undefined) throw new Error(`No tokens but ${answer.ChallengeName ?? "nothing"}.`);
  return answer.AuthenticationResult;
}

/** SECRET_HASH for a name, when the client has a secret. */
export function hashFor(client: TestClient, name: string): { SECRET_HASH?: string } {
  return client.secret === null ? {} : { SECRET_HASH: secretHash(client.secret, name, client.id) };
}

/** A code of the authenticator app at the pool's time, `steps` away from now. */
export function totpCode(running: RunningTestPool, secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return totp.generate({ timestamp: running.pool.needs.clock.nowMs() + steps * 30_000 });
}

/** A code that was not used before: the clock is moved to the next step first. */
export function freshTotpCode(running: RunningTestPool, secret: string): string {
  running.pool.advanceClock(30);
  return totpCode(running, secret);
}

/** An SRP exchange that waits for its proof. */
export interface OpenSrp {
  readonly client: TestClient;
  readonly srp: SrpClient;
  readonly session: string;
  readonly sent: VerifierParameters;
}

/** The exchange that an answer with PASSWORD_VERIFIER opened. */
export function openSrpOf(client: TestClient, srp: SrpClient, answer: Answer): OpenSrp {
  const sent = answer.ChallengeParameters ?? {};
  const read = (name: string) => textOf(sent[name]);
  return {
    client,
    srp,
    session: textOf(answer.Session),
    sent: {
      SALT: read("SALT"),
      SRP_B: read("SRP_B"),
      SECRET_BLOCK: read("SECRET_BLOCK"),
      USER_ID_FOR_SRP: read("USER_ID_FOR_SRP"),
    },
  };
}

/** Starts USER_SRP_AUTH. */
export async function openSrp(send: Send, client: TestClient, name: string): Promise<OpenSrp> {
  const srp = new SrpClient();
  const answer = await send("InitiateAuth", {
    ClientId: client.id,
    AuthFlow: "USER_SRP_AUTH",
    AuthParameters: { USERNAME: name, SRP_A: srp.publicHex, ...hashFor(client, name) },
  });
  return openSrpOf(client, srp, answer);
}

/** A PASSWORD_VERIFIER request; `bend` replaces parts of the honest responses. */
export function srpProof(open: OpenSrp, password: string, nowMs: number, bend: Readonly<Record<string, string>> = {}): object {
  const { client, sent } = open;
  const timestamp = bend["TIMESTAMP"] ?? formatSrpTimestamp(nowMs);
  const signature = bend["PASSWORD_CLAIM_SIGNATURE"] ?? open.srp.sign(poolShortName(client.poolId), password, sent, timestamp);
  const responses = {
    USERNAME: sent.USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: sent.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
    ...hashFor(client, sent.USER_ID_FOR_SRP),
    ...bend,
  };
  return { ClientId: client.id, ChallengeName: "PASSWORD_VERIFIER", Session: open.session, ChallengeResponses: responses };
}

/** Signs in with a password through USER_SRP_AUTH and answers what comes next. */
export async function passPassword(send: Send, client: TestClient, name: string, password: string): Promise<Answer> {
  const open = await openSrp(send, client, name);
  return send("RespondToAuthChallenge", srpProof(open, password, MACHINE_MS));
}

/** A request that answers a challenge of `username`. */
export function reply(
  client: TestClient,
  challenge: string,
  session: string | undefined,
  username: string,
  responses: Readonly<Record<string, string>> = {},
): object {
  return {
    ClientId: client.id,
    ChallengeName: challenge,
    Session: textOf(session),
    ChallengeResponses: { USERNAME: username, ...hashFor(client, username), ...responses },
  };
}

/** Signs in with password and authenticator app. */
export async function signInWithTotp(
  running: RunningTestPool,
  send: Send,
  client: TestClient,
  user: { readonly username: string; readonly email: string; readonly password: string },
  secret: string,
): Promise<Tokens> {
  const asked = await passPassword(send, client, user.email, user.password);
  const code = { SOFTWARE_TOKEN_MFA_CODE: freshTotpCode(running, secret) };
  return tokensOf(await send("RespondToAuthChallenge", reply(client, "SOFTWARE_TOKEN_MFA", asked.Session, user.username, code)));
}
