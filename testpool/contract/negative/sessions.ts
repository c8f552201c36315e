// Sessions that were used, invented, changed, too old, or made for something or somebody else.
import { openSrp, tokensOf, type Answer } from "../../testing/drive-pool";
import type { CaseUser, ContractStand } from "../contract-case";
import {
  appCode,
  enrolApp,
  EVERY_FLOW,
  commonGround,
  groundFor,
  inviteUser,
  initiate,
  prove,
  respond,
  signInBySrp,
  tokensFor,
  type Ground,
  type GroundKind,
} from "../flow-steps";
import type { NegativeVector } from "../negative-vector";

interface Described {
  readonly name: string;
  readonly kind?: GroundKind;
  readonly operation?: string;
  readonly needsClock?: boolean;
  bend(stand: ContractStand, ground: Ground): Promise<unknown>;
}

const vector = ({ name, kind = "plain", operation = "RespondToAuthChallenge", needsClock = false, bend }: Described): NegativeVector => ({
  operation,
  name: `a Session ${name}`,
  exception: "NotAuthorizedException",
  liveReason: needsClock ? "It moves the pool's clock." : null,
  prepare: async (stand) => {
    const ground = kind === "app" ? await groundFor(stand, kind) : await commonGround(stand, kind);
    return {
      bent: () => bend(stand, ground),
      honest: () =>
        initiate(stand, ground.client, "USER_PASSWORD_AUTH", { USERNAME: ground.user.username, PASSWORD: ground.user.password }),
    };
  },
});

const open = (stand: ContractStand, { client, user }: Ground) => openSrp(stand.send, client, user.username);
const invented = (challenge: string): Answer => ({ ChallengeName: challenge, Session: "x".repeat(1548) });

/** A Session of SOFTWARE_TOKEN_MFA after a right password, with the app's secret. */
async function askedForCode(stand: ContractStand, ground: Ground): Promise<{ asked: Answer; secret: string }> {
  const secret = await enrolApp(stand, (await tokensFor(stand, ground)).AccessToken);
  return { asked: await signInBySrp(stand, ground), secret };
}

const changed = (session: string) => `${session.startsWith("A") ? "B" : "A"}${session.slice(1)}`;

const SRP_SESSIONS: readonly Described[] = [
  {
    name: "that was used",
    bend: async (stand, ground) => {
      const exchange = await open(stand, ground);
      await prove(stand, exchange, ground.user.password);
      return prove(stand, exchange, ground.user.password);
    },
  },
  {
    name: "that a wrong password used up",
    bend: async (stand, ground) => {
      const exchange = await open(stand, ground);
      await prove(stand, exchange, "Wrong-passphrase-1!").catch(() => undefined);
      return prove(stand, exchange, ground.user.password);
    },
  },
  {
    name: "that nobody gave out",
    bend: async (stand, ground) => prove(stand, { ...(await open(stand, ground)), session: "x".repeat(1548) }, ground.user.password),
  },
  {
    name: "with one letter changed",
    bend: async (stand, ground) => {
      const exchange = await open(stand, ground);
      return prove(stand, { ...exchange, session: changed(exchange.session) }, ground.user.password);
    },
  },
  {
    name: "of another user",
    bend: async (stand, ground) => {
      const other = await stand.newUser(ground.poolId);
      return prove(stand, await open(stand, ground), ground.user.password, { USERNAME: other.username });
    },
  },
  {
    name: "of another client",
    bend: async (stand, ground) => {
      const client = await stand.newClient(ground.poolId, EVERY_FLOW);
      return prove(stand, { ...(await open(stand, ground)), client }, ground.user.password);
    },
  },
  {
    name: "of another challenge",
    bend: async (stand, ground) => {
      const { session: Session } = await open(stand, ground);
      return respond(stand, ground.client, { ChallengeName: "SOFTWARE_TOKEN_MFA", Session }, ground.user.username, {
        SOFTWARE_TOKEN_MFA_CODE: "123456",
      });
    },
  },
  {
    name: "at the end of its life",
    needsClock: true,
    bend: async (stand, ground) => {
      const exchange = await open(stand, ground);
      stand.local.advance(180);
      return prove(stand, exchange, ground.user.password);
    },
  },
];

const INVENTED: readonly Described[] = [
  ["SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: "123456" }],
  ["NEW_PASSWORD_REQUIRED", { NEW_PASSWORD: "Another-passphrase-1!" }],
  ["EMAIL_OTP", { EMAIL_OTP_CODE: "12345678" }],
  ["MFA_SETUP", {}],
  ["SELECT_MFA_TYPE", { ANSWER: "SOFTWARE_TOKEN_MFA" }],
  ["CUSTOM_CHALLENGE", { ANSWER: "yes" }],
  ["DEVICE_PASSWORD_VERIFIER", { DEVICE_KEY: "eu-central-1_x" }],
].map(([challenge, responses]) => ({
  name: `that was invented for ${challenge as string}`,
  bend: (stand: ContractStand, { client, user }: Ground) =>
    respond(stand, client, invented(challenge as string), user.username, responses as Record<string, string>),
}));

const MFA_SESSIONS: readonly Described[] = [
  {
    name: "of the second factor, used again",
    kind: "app",
    needsClock: true,
    bend: async (stand, ground) => {
      const { asked, secret } = await askedForCode(stand, ground);
      tokensOf(await respond(stand, ground.client, asked, ground.user.username, { SOFTWARE_TOKEN_MFA_CODE: appCode(stand, secret) }));
      stand.local.advance(60);
      return respond(stand, ground.client, asked, ground.user.username, { SOFTWARE_TOKEN_MFA_CODE: appCode(stand, secret) });
    },
  },
  {
    name: "of the second factor, for an enrolment",
    kind: "app",
    operation: "AssociateSoftwareToken",
    needsClock: true,
    bend: async (stand, ground) => stand.send("AssociateSoftwareToken", { Session: (await askedForCode(stand, ground)).asked.Session }),
  },
  {
    name: "of MFA_SETUP without a proven app",
    kind: "required",
    bend: async (stand, ground) => {
      const { asked, user } = await askedForSetup(stand, ground);
      return respond(stand, ground.client, asked, user.username);
    },
  },
  {
    name: "of MFA_SETUP, used for two secrets",
    kind: "required",
    operation: "AssociateSoftwareToken",
    bend: async (stand, ground) => {
      const { Session } = (await askedForSetup(stand, ground)).asked;
      await stand.send("AssociateSoftwareToken", { Session });
      return stand.send("AssociateSoftwareToken", { Session });
    },
  },
  {
    name: "of a choice, brought to InitiateAuth as if from ConfirmSignUp",
    operation: "InitiateAuth",
    bend: async (stand, { client, user }) => {
      const { Session } = await initiate(stand, client, "USER_AUTH", { USERNAME: user.username });
      return stand.send("InitiateAuth", {
        ClientId: client.id,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: user.username },
        Session,
      });
    },
  },
];

/** MFA_SETUP, for a user who has neither an app nor a proven mailbox. */
async function askedForSetup(stand: ContractStand, { poolId, client }: Ground): Promise<{ asked: Answer; user: CaseUser }> {
  const user = await inviteUser(stand, poolId, { isPermanent: true });
  return { asked: await prove(stand, await openSrp(stand.send, client, user.username), user.password), user };
}

/** Session vectors. */
export const SESSION_VECTORS: readonly NegativeVector[] = [...SRP_SESSIONS, ...INVENTED, ...MFA_SESSIONS].map(vector);
