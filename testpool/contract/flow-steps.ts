// The steps of sign-ins, as contract cases and negative vectors take them. Pools are made once for each stand, users for each case.
import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { hashFor, openSrp, reply, srpProof, textOf, tokensOf, type Answer, type OpenSrp, type Tokens } from "../testing/drive-pool";
import { SoftwareAuthenticator, type CeremonyBend, type CeremonyOptions } from "../testing/software-authenticator";
import type { CaseClient, CaseUser, ContractStand } from "./contract-case";

type Settings = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

/** A pool, a client with every flow, and a fresh user. */
export interface Ground {
  readonly poolId: string;
  readonly client: CaseClient;
  readonly user: CaseUser;
}

const FLOWS = ["USER_AUTH", "USER_SRP_AUTH", "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH"];

/** Client settings with every flow; unknown users get the answers of known ones. */
export const EVERY_FLOW = { ExplicitAuthFlows: FLOWS.map((flow) => `ALLOW_${flow}`), PreventUserExistenceErrors: "ENABLED" } as const;

interface PoolKind {
  readonly pool: Settings;
  readonly mfa: Settings | null;
}

const firstFactors = (...factors: readonly string[]) => ({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: factors } } });
const APP = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const MAIL = { EmailMfaConfiguration: { Message: "Your code is {####}", Subject: "Your code" } };

const KINDS = {
  plain: { pool: {}, mfa: null },
  app: { pool: {}, mfa: { MfaConfiguration: "OPTIONAL", ...APP } },
  mail: { pool: { ...firstFactors("PASSWORD", "EMAIL_OTP"), AutoVerifiedAttributes: ["email"] }, mfa: null },
  both: { pool: {}, mfa: { MfaConfiguration: "OPTIONAL", ...APP, ...MAIL } },
  required: { pool: { AliasAttributes: ["email"] }, mfa: { MfaConfiguration: "ON", ...APP, ...MAIL } },
  passkeys: {
    pool: firstFactors("PASSWORD", "WEB_AUTHN"),
    mfa: { MfaConfiguration: "OFF", WebAuthnConfiguration: { RelyingPartyId: "localhost", UserVerification: "required" } },
  },
} as const satisfies Readonly<Record<string, PoolKind>>;

/** The kinds of pool that flows need. */
export type GroundKind = keyof typeof KINDS;

const grounds = new WeakMap<ContractStand, Map<GroundKind, Promise<Omit<Ground, "user">>>>();

async function makeGround(stand: ContractStand, kind: GroundKind): Promise<Omit<Ground, "user">> {
  const poolId = await stand.newPool(KINDS[kind].pool);
  const { mfa } = KINDS[kind];
  if (mfa !== null) await stand.send("SetUserPoolMfaConfig", { UserPoolId: poolId, ...mfa });
  return { poolId, client: await stand.newClient(poolId, EVERY_FLOW) };
}

/** A pool and client of that kind, made once for each stand, and a fresh user in it. */
export async function groundFor(stand: ContractStand, kind: GroundKind): Promise<Ground> {
  const made = grounds.get(stand) ?? new Map<GroundKind, Promise<Omit<Ground, "user">>>();
  grounds.set(stand, made);
  const ground = made.get(kind) ?? makeGround(stand, kind);
  made.set(kind, ground);
  const { poolId, client } = await ground;
  return { poolId, client, user: await stand.newUser(poolId) };
}

const commonUsers = new WeakMap<ContractStand, Map<GroundKind, Promise<Ground>>>();

/** The same with one user for all who ask, for what leaves no trace once a sign-in has succeeded after it. */
export function commonGround(stand: ContractStand, kind: GroundKind): Promise<Ground> {
  const made = commonUsers.get(stand) ?? new Map<GroundKind, Promise<Ground>>();
  commonUsers.set(stand, made);
  const ground = made.get(kind) ?? groundFor(stand, kind);
  made.set(kind, ground);
  return ground;
}

/** A user with a temporary or a lasting password, and no attributes but those given. */
export async function inviteUser(
  stand: ContractStand,
  poolId: string,
  { attributes = {}, isPermanent = false }: { readonly attributes?: Texts; readonly isPermanent?: boolean } = {},
): Promise<CaseUser> {
  const username = `contract-${randomBytes(6).toString("hex")}`;
  const password = `Invited-${randomBytes(6).toString("hex")}-1!`;
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const named = { UserPoolId: poolId, Username: username };
  await stand.send("AdminCreateUser", { ...named, UserAttributes, TemporaryPassword: password, MessageAction: "SUPPRESS" });
  if (isPermanent) await stand.send("AdminSetUserPassword", { ...named, Password: password, Permanent: true });
  return { username, email: attributes["email"] ?? "", password };
}

/** Now, by the clock of a local pool or by the machine's. */
export function nowMs(stand: ContractStand): number {
  try {
    return stand.local.nowMs();
  } catch {
    return Date.now();
  }
}

/** InitiateAuth with the client's secret hash; a parameter of that name replaces it. */
export function initiate(stand: ContractStand, client: CaseClient, flow: string, parameters: Texts): Promise<Answer> {
  const AuthParameters = { ...hashFor(client, parameters["USERNAME"] ?? ""), ...parameters };
  return stand.send("InitiateAuth", { ClientId: client.id, AuthFlow: flow, AuthParameters });
}

/** Answers the challenge of an answer. */
export function respond(stand: ContractStand, client: CaseClient, asked: Answer, username: string, responses: Texts = {}): Promise<Answer> {
  return stand.send("RespondToAuthChallenge", reply(client, textOf(asked.ChallengeName), asked.Session, username, responses));
}

/** Answers an SRP exchange; `bend` replaces parts of the honest responses. */
export function prove(stand: ContractStand, open: OpenSrp, password: string, bend: Texts = {}): Promise<Answer> {
  return stand.send("RespondToAuthChallenge", srpProof(open, password, nowMs(stand), bend));
}

/** A whole sign-in through SRP. */
export async function signInBySrp(stand: ContractStand, { client, user }: Ground): Promise<Answer> {
  return prove(stand, await openSrp(stand.send, client, user.username), user.password);
}

/** Tokens of a user whose password is enough. */
export async function tokensFor(stand: ContractStand, { client, user }: Ground): Promise<Tokens> {
  return tokensOf(await initiate(stand, client, "USER_PASSWORD_AUTH", { USERNAME: user.username, PASSWORD: user.password }));
}

/** A code of an authenticator app, `steps` of 30 s away from now. */
export function appCode(stand: ContractStand, secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: nowMs(stand) + steps * 30_000 });
}

/** Enrols an app and prefers it; answers its secret. The clock moves on, so that the next code is a new one. */
export async function enrolApp(stand: ContractStand, AccessToken: string): Promise<string> {
  const secret = textOf((await stand.send("AssociateSoftwareToken", { AccessToken }))["SecretCode"] as string | undefined);
  await stand.send("VerifySoftwareToken", { AccessToken, UserCode: appCode(stand, secret) });
  await stand.send("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
  stand.local.advance(60);
  return secret;
}

/** Starts the enrolment of a passkey. */
export async function startPasskey(stand: ContractStand, AccessToken: string): Promise<CeremonyOptions> {
  return (await stand.send("StartWebAuthnRegistration", { AccessToken }))["CredentialCreationOptions"] as CeremonyOptions;
}

/** Enrols a passkey. */
export async function enrolPasskey(stand: ContractStand, AccessToken: string): Promise<SoftwareAuthenticator> {
  const passkey = new SoftwareAuthenticator();
  const Credential = passkey.create(await startPasskey(stand, AccessToken));
  await stand.send("CompleteWebAuthnRegistration", { AccessToken, Credential });
  return passkey;
}

/** Asks for the WEB_AUTHN challenge. */
export function askPasskey(stand: ContractStand, { client, user }: Ground): Promise<Answer> {
  return initiate(stand, client, "USER_AUTH", { USERNAME: user.username, PREFERRED_CHALLENGE: "WEB_AUTHN" });
}

/** Answers WEB_AUTHN by a passkey; `bend` makes the ceremony wrong. */
export function answerPasskey(
  stand: ContractStand,
  { client, user }: Ground,
  asked: Answer,
  passkey: SoftwareAuthenticator,
  bend: CeremonyBend = {},
): Promise<Answer> {
  const options = JSON.parse(textOf(asked.ChallengeParameters?.["CREDENTIAL_REQUEST_OPTIONS"])) as CeremonyOptions;
  return respond(stand, client, asked, user.username, { CREDENTIAL: JSON.stringify(passkey.get(options, bend)) });
}

/** Asks for a code by email as the first factor. */
export function askEmailCode(stand: ContractStand, { client, user }: Ground): Promise<Answer> {
  return initiate(stand, client, "USER_AUTH", { USERNAME: user.username, PREFERRED_CHALLENGE: "EMAIL_OTP" });
}
