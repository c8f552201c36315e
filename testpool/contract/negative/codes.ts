// Codes of apps and mailboxes: wrong, used, too old, too early, or somebody else's.
import { tokensOf, type Answer } from "../../testing/drive-pool";
import type { ContractStand } from "../contract-case";
import { appCode, askEmailCode, enrolApp, groundFor, nowMs, respond, signInBySrp, tokensFor, type Ground } from "../flow-steps";
import { MOVES_CLOCK } from "../live-reasons";
import type { BentAndHonest, NegativeVector } from "../negative-vector";

const MAIL = "It reads the mail of an address that nobody has.";
const OTHER_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/** A user with an app, who has just shown the password. */
interface AppGround extends Ground {
  readonly stand: ContractStand;
  readonly secret: string;
  readonly token: string;
}

async function appGround(stand: ContractStand): Promise<AppGround> {
  const ground = await groundFor(stand, "app");
  const token = (await tokensFor(stand, ground)).AccessToken;
  return { ...ground, stand, token, secret: await enrolApp(stand, token) };
}

const sendCode = async ({ stand, client, user, ...ground }: AppGround, code: string, asked?: Answer): Promise<unknown> =>
  tokensOf(
    await respond(stand, client, asked ?? (await signInBySrp(stand, { ...ground, client, user })), user.username, {
      SOFTWARE_TOKEN_MFA_CODE: code,
    }),
  );

/** A code of six digits that is none of those that are good now. */
function wrongCode(stand: ContractStand, secret: string): string {
  const good = [-1, 0, 1].map((steps) => appCode(stand, secret, steps));
  return ["111111", "222222", "333333", "444444"].find((code) => !good.includes(code)) ?? "";
}

const appVector = (name: string, exception: string, bend: (ground: AppGround) => Promise<unknown>): NegativeVector => ({
  operation: "RespondToAuthChallenge",
  name: `an app's code ${name}`,
  exception,
  liveReason: MOVES_CLOCK,
  prepare: async (stand) => {
    const ground = await appGround(stand);
    return {
      bent: () => bend(ground),
      honest: async () => {
        stand.local.advance(60);
        return sendCode(ground, appCode(stand, ground.secret));
      },
    };
  },
});

async function useTwice(ground: AppGround, steps: number): Promise<unknown> {
  await sendCode(ground, appCode(ground.stand, ground.secret));
  return sendCode(ground, appCode(ground.stand, ground.secret, steps));
}

const APP_VECTORS: readonly NegativeVector[] = [
  appVector("that is wrong", "CodeMismatchException", (ground) => sendCode(ground, wrongCode(ground.stand, ground.secret))),
  appVector("of letters", "CodeMismatchException", (ground) => sendCode(ground, "abcdef")),
  appVector("of five digits", "CodeMismatchException", (ground) => sendCode(ground, appCode(ground.stand, ground.secret).slice(1))),
  appVector("with a digit too many", "CodeMismatchException", (ground) => sendCode(ground, `${appCode(ground.stand, ground.secret)}0`)),
  appVector("of two steps ago", "CodeMismatchException", (ground) => sendCode(ground, appCode(ground.stand, ground.secret, -2))),
  appVector("of two steps ahead", "CodeMismatchException", (ground) => sendCode(ground, appCode(ground.stand, ground.secret, 2))),
  appVector("of another secret", "CodeMismatchException", (ground) => sendCode(ground, appCode(ground.stand, OTHER_SECRET))),
  appVector("that was used", "ExpiredCodeException", (ground) => useTwice(ground, 0)),
  appVector("older than one that was used", "ExpiredCodeException", (ground) => useTwice(ground, -1)),
  appVector("without a code", "InvalidParameterException", (ground) => sendCode(ground, "")),
];

const setUpVector = (
  name: string,
  exception: string,
  bend: (stand: ContractStand, token: string, secret: string) => Promise<unknown>,
): NegativeVector => ({
  operation: "VerifySoftwareToken",
  name: `an enrolment by ${name}`,
  exception,
  liveReason: MOVES_CLOCK,
  prepare: async (stand): Promise<BentAndHonest> => {
    const AccessToken = (await tokensFor(stand, await groundFor(stand, "app"))).AccessToken;
    const secret = String((await stand.send("AssociateSoftwareToken", { AccessToken }))["SecretCode"]);
    return {
      bent: () => bend(stand, AccessToken, secret),
      honest: async () => {
        stand.local.advance(60);
        return stand.send("VerifySoftwareToken", { AccessToken, UserCode: appCode(stand, secret) });
      },
    };
  },
});

const verify = (stand: ContractStand, AccessToken: string, UserCode: string) =>
  stand.send("VerifySoftwareToken", { AccessToken, UserCode });

const SET_UP_VECTORS: readonly NegativeVector[] = [
  setUpVector("a wrong code", "EnableSoftwareTokenMFAException", (stand, token, secret) => verify(stand, token, wrongCode(stand, secret))),
  setUpVector("a code of another secret", "EnableSoftwareTokenMFAException", (stand, token) =>
    verify(stand, token, appCode(stand, OTHER_SECRET)),
  ),
  setUpVector("a code that was used for it", "ExpiredCodeException", async (stand, token, secret) => {
    await verify(stand, token, appCode(stand, secret));
    return verify(stand, token, appCode(stand, secret));
  }),
];

const mailVector = (name: string, exception: string, bend: (stand: ContractStand, ground: Ground) => Promise<unknown>): NegativeVector => ({
  operation: "RespondToAuthChallenge",
  name: `a mailed code ${name}`,
  exception,
  liveReason: MAIL,
  prepare: async (stand): Promise<BentAndHonest> => {
    const ground = await groundFor(stand, "mail");
    return { bent: () => bend(stand, ground), honest: () => signInByMail(stand, ground) };
  },
});

const answerMail = (stand: ContractStand, { client, user }: Ground, asked: Answer, code: string) =>
  respond(stand, client, asked, user.username, { EMAIL_OTP_CODE: code });

async function signInByMail(stand: ContractStand, ground: Ground): Promise<unknown> {
  const asked = await askEmailCode(stand, ground);
  return tokensOf(await answerMail(stand, ground, asked, stand.local.codeFor(ground.user.email)));
}

const other = (code: string) => `${code.startsWith("1") ? "2" : "1"}${code.slice(1)}`;

const MAIL_VECTORS: readonly NegativeVector[] = [
  mailVector("that is wrong", "CodeMismatchException", async (stand, ground) => {
    const asked = await askEmailCode(stand, ground);
    return answerMail(stand, ground, asked, other(stand.local.codeFor(ground.user.email)));
  }),
  mailVector("of letters", "CodeMismatchException", async (stand, ground) =>
    answerMail(stand, ground, await askEmailCode(stand, ground), "abcdefgh"),
  ),
  mailVector("cut short", "CodeMismatchException", async (stand, ground) => {
    const asked = await askEmailCode(stand, ground);
    return answerMail(stand, ground, asked, stand.local.codeFor(ground.user.email).slice(0, 6));
  }),
  mailVector("of an earlier Session", "CodeMismatchException", async (stand, ground) => {
    await askEmailCode(stand, ground);
    const earlier = stand.local.codeFor(ground.user.email);
    return answerMail(stand, ground, await askEmailCode(stand, ground), earlier);
  }),
  mailVector("of another user", "CodeMismatchException", async (stand, ground) => {
    const stranger = { ...ground, user: await stand.newUser(ground.poolId) };
    await askEmailCode(stand, stranger);
    return answerMail(stand, ground, await askEmailCode(stand, ground), stand.local.codeFor(stranger.user.email));
  }),
  mailVector("that was used", "NotAuthorizedException", async (stand, ground) => {
    const asked = await askEmailCode(stand, ground);
    const code = stand.local.codeFor(ground.user.email);
    await answerMail(stand, ground, asked, code);
    return answerMail(stand, ground, asked, code);
  }),
  mailVector("at the end of its life", "NotAuthorizedException", async (stand, ground) => {
    const asked = await askEmailCode(stand, ground);
    stand.local.advance(180);
    return answerMail(stand, ground, asked, stand.local.codeFor(ground.user.email));
  }),
  mailVector("for nobody", "CodeMismatchException", async (stand, ground) => {
    const user = { ...ground.user, username: `nobody-${nowMs(stand)}@example.com` };
    return answerMail(stand, { ...ground, user }, await askEmailCode(stand, { ...ground, user }), "12345678");
  }),
];

/** Code vectors. */
export const CODE_VECTORS: readonly NegativeVector[] = [...APP_VECTORS, ...SET_UP_VECTORS, ...MAIL_VECTORS];
