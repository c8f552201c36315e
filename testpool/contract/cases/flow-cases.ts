// Contract cases of the sign-in operations: what each answers, and each exception that it refuses with.
import { FACTOR_CASES } from "./factor-cases";
import { FLOW_TRIGGER_CASES } from "./flow-trigger-cases";
import { openSrp, textOf, tokensOf, type Answer } from "../../testing/drive-pool";
import type { ContractCase, ContractStand } from "../contract-case";
import {
  appCode,
  askEmailCode,
  enrolApp,
  groundFor,
  initiate,
  inviteUser,
  prove,
  respond,
  signInBySrp,
  tokensFor,
  type Ground,
} from "../flow-steps";
import { MOVES_CLOCK } from "../live-reasons";

const MAIL = "It reads the mail of an address that nobody has.";

type Run = (stand: ContractStand) => Promise<unknown>;

const flowCase = (operation: string, outcome: string, what: string, liveReason: string | null, run: Run): ContractCase => ({
  operation,
  outcome,
  what,
  liveReason,
  run,
});

const both = (
  run: (stand: ContractStand, door: Door) => Promise<unknown>,
  outcome: string,
  what: string,
  reason: string | null = null,
): ContractCase[] => [
  flowCase("InitiateAuth", outcome, what, reason, (stand) => run(stand, publicDoor)),
  flowCase("AdminInitiateAuth", outcome, what, reason, (stand) => run(stand, adminDoor)),
];

const bothAnswers = (
  run: (stand: ContractStand, door: Door) => Promise<unknown>,
  outcome: string,
  what: string,
  reason: string | null = null,
): ContractCase[] => [
  flowCase("RespondToAuthChallenge", outcome, what, reason, (stand) => run(stand, publicDoor)),
  flowCase("AdminRespondToAuthChallenge", outcome, what, reason, (stand) => run(stand, adminDoor)),
];

/** The public operations, or their twins for administrators. */
interface Door {
  byPassword(stand: ContractStand, ground: Ground, password?: string): Promise<Answer>;
  respond(stand: ContractStand, ground: Ground, asked: Answer, responses: Readonly<Record<string, string>>): Promise<Answer>;
}

const publicDoor: Door = {
  byPassword: (stand, { client, user }, password = user.password) =>
    initiate(stand, client, "USER_PASSWORD_AUTH", { USERNAME: user.username, PASSWORD: password }),
  respond: (stand, { client, user }, asked, responses) => respond(stand, client, asked, user.username, responses),
};

const adminDoor: Door = {
  byPassword: (stand, { client, user, poolId }, password = user.password) =>
    stand.send("AdminInitiateAuth", {
      UserPoolId: poolId,
      ClientId: client.id,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: user.username, PASSWORD: password },
    }),
  respond: (stand, { client, user, poolId }, asked, responses) =>
    stand.send("AdminRespondToAuthChallenge", {
      UserPoolId: poolId,
      ClientId: client.id,
      ChallengeName: asked.ChallengeName,
      Session: asked.Session,
      ChallengeResponses: { USERNAME: user.username, ...responses },
    }),
};

async function invited(stand: ContractStand): Promise<Ground> {
  const ground = await groundFor(stand, "plain");
  return { ...ground, user: await inviteUser(stand, ground.poolId) };
}

/** A user who signed up and did not confirm. */
async function unconfirmed(stand: ContractStand): Promise<Ground> {
  const ground = await groundFor(stand, "plain");
  const user = { ...ground.user, username: `${ground.user.username}-new` };
  await stand.send("SignUp", { ClientId: ground.client.id, Username: user.username, Password: user.password });
  return { ...ground, user };
}

/** A user whose password an administrator has reset. */
async function resetUser(stand: ContractStand): Promise<Ground> {
  const ground = await groundFor(stand, "plain");
  await stand.send("AdminResetUserPassword", { UserPoolId: ground.poolId, Username: ground.user.username });
  return ground;
}

async function withApp(stand: ContractStand): Promise<{ ground: Ground; secret: string; token: string }> {
  const ground = await groundFor(stand, "app");
  const token = (await tokensFor(stand, ground)).AccessToken;
  return { ground, token, secret: await enrolApp(stand, token) };
}

async function newPassword(stand: ContractStand, door: Door, password: string): Promise<Answer> {
  const ground = await invited(stand);
  return door.respond(stand, ground, await door.byPassword(stand, ground), { NEW_PASSWORD: password });
}

const STARTS: readonly ContractCase[] = [
  flowCase("InitiateAuth", "success", "USER_SRP_AUTH asks for the password's proof", null, async (stand) => {
    const { client, user } = await groundFor(stand, "plain");
    return openSrp(stand.send, client, user.username);
  }),
  ...both(
    (stand, door) => groundFor(stand, "plain").then(async (ground) => tokensOf(await door.byPassword(stand, ground))),
    "success",
    "a right password gives tokens",
  ),
  flowCase("InitiateAuth", "success", "USER_AUTH offers the user's factors", null, async (stand) => {
    const { client, user } = await groundFor(stand, "mail");
    const { AvailableChallenges = [] } = await initiate(stand, client, "USER_AUTH", { USERNAME: user.username });
    return textOf(AvailableChallenges.find((name) => name === "EMAIL_OTP"));
  }),
  flowCase("InitiateAuth", "success", "REFRESH_TOKEN_AUTH gives new tokens", null, async (stand) => {
    const ground = await groundFor(stand, "plain");
    const { RefreshToken } = await tokensFor(stand, ground);
    return textOf(
      (await initiate(stand, ground.client, "REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken })).AuthenticationResult?.AccessToken,
    );
  }),
  ...both(
    async (stand, door) => door.byPassword(stand, await unconfirmed(stand)),
    "UserNotConfirmedException",
    "a user who has not confirmed",
  ),
  ...both(
    async (stand, door) => door.byPassword(stand, await resetUser(stand)),
    "PasswordResetRequiredException",
    "a password that was reset",
  ),
  ...both(
    async (stand, door) => {
      const ground = await groundFor(stand, "plain");
      const client = await stand.newClient(ground.poolId, {
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"],
        PreventUserExistenceErrors: "LEGACY",
      });
      return door.byPassword(stand, { ...ground, client, user: { ...ground.user, username: "nobody-of-that-name" } });
    },
    "UserNotFoundException",
    "an unknown name, where the client tells who exists",
  ),
];

const ANSWERS: readonly ContractCase[] = [
  flowCase("RespondToAuthChallenge", "success", "the password's proof gives tokens", null, async (stand) =>
    tokensOf(await signInBySrp(stand, await groundFor(stand, "plain"))),
  ),
  ...bothAnswers(
    async (stand, door) => tokensOf(await newPassword(stand, door, "Another-passphrase-1!")),
    "success",
    "a new password replaces a temporary one",
  ),
  ...bothAnswers((stand, door) => newPassword(stand, door, "short"), "InvalidPasswordException", "a new password against the policy"),
  ...bothAnswers(
    async (stand, door) => {
      const poolId = await stand.newPool({ Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 3 } } });
      const client = await stand.newClient(poolId, { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"] });
      const ground = { poolId, client, user: await inviteUser(stand, poolId) };
      return door.respond(stand, ground, await door.byPassword(stand, ground), { NEW_PASSWORD: ground.user.password });
    },
    "PasswordHistoryPolicyViolationException",
    "a new password that is the old one",
  ),
  ...bothAnswers(
    async (stand, door) => {
      const { ground } = await withApp(stand);
      return door.respond(stand, ground, await door.byPassword(stand, ground), { SOFTWARE_TOKEN_MFA_CODE: "abcdef" });
    },
    "CodeMismatchException",
    "a wrong code of an app",
    MOVES_CLOCK,
  ),
  ...bothAnswers(
    async (stand, door) => {
      const { ground, secret } = await withApp(stand);
      const code = { SOFTWARE_TOKEN_MFA_CODE: appCode(stand, secret) };
      await door.respond(stand, ground, await door.byPassword(stand, ground), code);
      return door.respond(stand, ground, await door.byPassword(stand, ground), code);
    },
    "ExpiredCodeException",
    "an app's code that was used",
    MOVES_CLOCK,
  ),
  ...bothAnswers(
    async (stand, door) => {
      const { ground } = await withApp(stand);
      const asked = await door.byPassword(stand, ground);
      await stand.send("AdminDeleteSoftwareToken", { UserPoolId: ground.poolId, Username: ground.user.username });
      return door.respond(stand, ground, asked, { SOFTWARE_TOKEN_MFA_CODE: "123456" });
    },
    "SoftwareTokenMFANotFoundException",
    "an app that was taken away meanwhile",
    MOVES_CLOCK,
  ),
  ...bothAnswers(
    async (stand, door) => {
      const ground = await resetUser(stand);
      const asked = await initiate(stand, ground.client, "USER_AUTH", { USERNAME: ground.user.username, PREFERRED_CHALLENGE: "PASSWORD" });
      return door.respond(stand, ground, asked, { PASSWORD: ground.user.password });
    },
    "PasswordResetRequiredException",
    "a password that was reset",
  ),
  ...bothAnswers(
    async (stand, door) => {
      const ground = await unconfirmed(stand);
      const asked = await initiate(stand, ground.client, "USER_AUTH", { USERNAME: ground.user.username, PREFERRED_CHALLENGE: "PASSWORD" });
      return door.respond(stand, ground, asked, { PASSWORD: ground.user.password });
    },
    "UserNotConfirmedException",
    "a user who has not confirmed",
  ),
  ...bothAnswers(
    async (stand, door) => {
      const ground = await groundFor(stand, "required");
      const user = await inviteUser(stand, ground.poolId, { isPermanent: true });
      const asked = await prove(stand, await openSrp(stand.send, ground.client, user.username), user.password);
      const sent = await door.respond(stand, { ...ground, user }, asked, { EMAIL: ground.user.email });
      return door.respond(stand, { ...ground, user }, sent, { EMAIL_OTP_CODE: stand.local.codeFor(ground.user.email) });
    },
    "AliasExistsException",
    "an address for codes that signs in somebody else",
    MAIL,
  ),
  ...bothAnswers(
    async (stand, door) => {
      const ground = await groundFor(stand, "mail");
      const asked = await askEmailCode(stand, ground);
      return tokensOf(await door.respond(stand, ground, asked, { EMAIL_OTP_CODE: stand.local.codeFor(ground.user.email) }));
    },
    "success",
    "a code by email gives tokens",
    MAIL,
  ),
];

/** The cases of sign-in flows and factors. */
export const FLOW_CASES: readonly ContractCase[] = [...STARTS, ...ANSWERS, ...FLOW_TRIGGER_CASES, ...FACTOR_CASES];
