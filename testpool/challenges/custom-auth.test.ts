import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ContractStand } from "../contract/contract-case";
import { EVERY_FLOW, initiate, prove, respond, type Ground } from "../contract/flow-steps";
import type { RunningTestPool } from "../server/start-test-pool";
import { startContractPool } from "../testing/contract-pool";
import { openSrpOf, refusalOf, tokensOf } from "../testing/drive-pool";
import { SrpClient } from "../testing/srp-client";
import type { PoolTriggers, TriggerEvent, TriggerHandler } from "../triggers/triggers";

let running: RunningTestPool;
let stand: ContractStand;

beforeAll(async () => {
  ({ running, stand } = await startContractPool(cognito));
}, 30_000);
afterAll(() => running.close());

const answering =
  (response: (event: TriggerEvent) => Readonly<Record<string, unknown>>): TriggerHandler =>
  (event) => ({ ...event, response: response(event) });
const roundsOf = ({ request }: TriggerEvent) => request["session"] as readonly { challengeName: string; challengeResult: boolean }[];
const next = (challengeName: string) => ({ challengeName, issueTokens: false, failAuthentication: false });
const END = { challengeName: null, issueTokens: true, failAuthentication: false };
const FAIL = { challengeName: null, issueTokens: false, failAuthentication: true };

/** Asks for the password first when SRP has begun, then the same question up to three times; "yes" is right. */
const HANDLERS: PoolTriggers = {
  DefineAuthChallenge: answering((event) => {
    const last = roundsOf(event).at(-1);
    if (last?.challengeName === "SRP_A") return next("PASSWORD_VERIFIER");
    if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return END;
    return roundsOf(event).length > 4 ? FAIL : next("CUSTOM_CHALLENGE");
  }),
  CreateAuthChallenge: answering(() => ({ publicChallengeParameters: { question: "?" }, privateChallengeParameters: { answer: "yes" } })),
  VerifyAuthChallengeResponse: answering(({ request }) => {
    const secret = request["privateChallengeParameters"] as Readonly<Record<string, string>>;
    return { answerCorrect: request["challengeAnswer"] === secret["answer"] };
  }),
};

async function groundWith(handlers: PoolTriggers): Promise<Ground> {
  const arn = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;
  const poolId = await stand.newPool({ LambdaConfig: Object.fromEntries(Object.keys(handlers).map((name) => [name, arn(name)])) });
  stand.local.setTriggers(poolId, handlers);
  return { poolId, client: await stand.newClient(poolId, EVERY_FLOW), user: await stand.newUser(poolId) };
}

const start = ({ client, user }: Ground) => initiate(stand, client, "CUSTOM_AUTH", { USERNAME: user.username });

test("a custom challenge shows its public part only, takes the right answer, and uses each Session once", async () => {
  const ground = await groundWith(HANDLERS);
  const { client, user } = ground;
  const asked = await start(ground);
  expect(asked.ChallengeParameters).toEqual({ USERNAME: user.username, question: "?" });
  const again = await respond(stand, client, asked, user.username, { ANSWER: "no" });
  expect(again.ChallengeName).toBe("CUSTOM_CHALLENGE");
  expect((await refusalOf(respond(stand, client, asked, user.username, { ANSWER: "yes" }))).message).toMatch(/only be used once/);
  tokensOf(await respond(stand, client, again, user.username, { ANSWER: "yes" }));
});

test("a custom challenge after SRP comes only after the right password", async () => {
  const ground = await groundWith(HANDLERS);
  const { client, user } = ground;
  const begin = async () => {
    const srp = new SrpClient();
    const parameters = { USERNAME: user.username, CHALLENGE_NAME: "SRP_A", SRP_A: srp.publicHex };
    return openSrpOf(client, srp, await initiate(stand, client, "CUSTOM_AUTH", parameters));
  };
  expect((await refusalOf(prove(stand, await begin(), "wrong"))).message).toBe("Incorrect username or password.");
  const asked = await prove(stand, await begin(), user.password);
  tokensOf(await respond(stand, client, asked, user.username, { ANSWER: "yes" }));
});

test("a trigger that issues tokens gives none to a name that nobody has", async () => {
  const handlers = { ...HANDLERS, DefineAuthChallenge: answering(() => END) };
  const ground = await groundWith(handlers);
  const nobody = { ...ground, user: { ...ground.user, username: "contract-nobody" } };
  expect((await refusalOf(start(nobody))).message).toBe("Incorrect username or password.");
  tokensOf(await start(ground));
});

test("a user of an older directory moves in with the password that was typed", async () => {
  const handlers: PoolTriggers = {
    UserMigration: answering(({ request }) => {
      if (request["password"] !== "An-older-passphrase-1") throw new Error("wrong");
      return {
        userAttributes: { email: "older@example.com", email_verified: "true" },
        finalUserStatus: "CONFIRMED",
        messageAction: "SUPPRESS",
      };
    }),
  };
  const { client } = await groundWith(handlers);
  const signIn = (PASSWORD: string) => initiate(stand, client, "USER_PASSWORD_AUTH", { USERNAME: "older", PASSWORD });
  expect((await refusalOf(signIn("wrong"))).name).toBe("UserLambdaValidationException");
  tokensOf(await signIn("An-older-passphrase-1"));
  expect((await refusalOf(signIn("wrong"))).message).toBe("Incorrect username or password.");
});

test("PreAuthentication stops a sign-in before its proof is looked at", async () => {
  let isOpen = false;
  const PreAuthentication: TriggerHandler = (event) => {
    if (!isOpen) throw new Error("closed");
    return event;
  };
  const { client, user } = await groundWith({ PreAuthentication });
  const signIn = () => initiate(stand, client, "USER_PASSWORD_AUTH", { USERNAME: user.username, PASSWORD: user.password });
  expect(await refusalOf(signIn())).toEqual({
    name: "UserLambdaValidationException",
    message: "PreAuthentication failed with error closed.",
  });
  isOpen = true;
  tokensOf(await signIn());
});
