// Contract cases of sign-ins that a Lambda trigger decides. A real pool would need functions that are deployed with it.
import { randomBytes } from "node:crypto";
import { tokensOf, type Answer } from "../../testing/drive-pool";
import type { PoolTriggers, TriggerEvent, TriggerHandler } from "../../triggers/triggers";
import type { ContractCase, ContractStand } from "../contract-case";
import { EVERY_FLOW, initiate, respond, type Ground } from "../flow-steps";
import { NEEDS_FUNCTIONS } from "../live-reasons";

const arn = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;

const answering =
  (response: (event: TriggerEvent) => Readonly<Record<string, unknown>>): TriggerHandler =>
  (event) => ({ ...event, response: response(event) });

const throwing: TriggerHandler = () => {
  throw new Error("no");
};

/** Asks one question, whose answer is "yes". */
const ONE_QUESTION: PoolTriggers = {
  DefineAuthChallenge: answering(({ request }) => {
    const rounds = request["session"] as readonly { readonly challengeResult: boolean }[];
    const last = rounds.at(-1);
    if (last === undefined) return { challengeName: "CUSTOM_CHALLENGE", issueTokens: false, failAuthentication: false };
    return { challengeName: null, issueTokens: last.challengeResult, failAuthentication: !last.challengeResult };
  }),
  CreateAuthChallenge: answering(() => ({ publicChallengeParameters: { question: "?" }, privateChallengeParameters: { answer: "yes" } })),
  VerifyAuthChallengeResponse: answering(({ request }) => ({ answerCorrect: request["challengeAnswer"] === "yes" })),
};

async function groundWith(stand: ContractStand, handlers: PoolTriggers, named = Object.keys(handlers)): Promise<Ground> {
  const LambdaConfig = Object.fromEntries(named.map((name) => [name, arn(`${name}-${randomBytes(4).toString("hex")}`)]));
  const poolId = await stand.newPool({ LambdaConfig });
  const user = await stand.newUser(poolId);
  stand.local.setTriggers(poolId, handlers);
  return { poolId, client: await stand.newClient(poolId, EVERY_FLOW), user };
}

const start = (stand: ContractStand, { client, user }: Ground) => initiate(stand, client, "CUSTOM_AUTH", { USERNAME: user.username });

const startAsAdmin = (stand: ContractStand, { client, user, poolId }: Ground) =>
  stand.send("AdminInitiateAuth", {
    UserPoolId: poolId,
    ClientId: client.id,
    AuthFlow: "CUSTOM_AUTH",
    AuthParameters: { USERNAME: user.username },
  });

const answer = (stand: ContractStand, { client, user }: Ground, asked: Answer) =>
  respond(stand, client, asked, user.username, { ANSWER: "yes" });

const answerAsAdmin = (stand: ContractStand, { client, user, poolId }: Ground, asked: Answer) =>
  stand.send("AdminRespondToAuthChallenge", {
    UserPoolId: poolId,
    ClientId: client.id,
    ChallengeName: "CUSTOM_CHALLENGE",
    Session: asked.Session,
    ChallengeResponses: { USERNAME: user.username, ANSWER: "yes" },
  });

interface Broken {
  readonly outcome: string;
  readonly what: string;
  /** Handlers with which the first call fails, and those with which only the answer does. */
  readonly atStart: PoolTriggers;
  readonly atAnswer: PoolTriggers;
}

const BROKEN: readonly Broken[] = [
  {
    outcome: "UserLambdaValidationException",
    what: "a trigger that throws",
    atStart: { ...ONE_QUESTION, DefineAuthChallenge: throwing },
    atAnswer: { ...ONE_QUESTION, VerifyAuthChallengeResponse: throwing },
  },
  {
    outcome: "InvalidLambdaResponseException",
    what: "a trigger that answers no event",
    atStart: { ...ONE_QUESTION, DefineAuthChallenge: () => ({}) },
    atAnswer: { ...ONE_QUESTION, VerifyAuthChallengeResponse: () => ({}) },
  },
];

const NAMES = Object.keys(ONE_QUESTION);
const without = (name: string): PoolTriggers => Object.fromEntries(Object.entries(ONE_QUESTION).filter(([known]) => known !== name));

const MISSING: Broken = {
  outcome: "UnexpectedLambdaException",
  what: "a trigger whose function is missing",
  atStart: without("DefineAuthChallenge"),
  atAnswer: without("VerifyAuthChallengeResponse"),
};

const REFUSALS: readonly ContractCase[] = [...BROKEN, MISSING].flatMap(({ outcome, what, atStart, atAnswer }) => [
  {
    operation: "InitiateAuth",
    outcome,
    what,
    liveReason: NEEDS_FUNCTIONS,
    run: async (stand) => start(stand, await groundWith(stand, atStart, NAMES)),
  },
  {
    operation: "AdminInitiateAuth",
    outcome,
    what,
    liveReason: NEEDS_FUNCTIONS,
    run: async (stand) => startAsAdmin(stand, await groundWith(stand, atStart, NAMES)),
  },
  {
    operation: "RespondToAuthChallenge",
    outcome,
    what,
    liveReason: NEEDS_FUNCTIONS,
    run: async (stand) => {
      const ground = await groundWith(stand, atAnswer, NAMES);
      return answer(stand, ground, await start(stand, ground));
    },
  },
  {
    operation: "AdminRespondToAuthChallenge",
    outcome,
    what,
    liveReason: NEEDS_FUNCTIONS,
    run: async (stand) => {
      const ground = await groundWith(stand, atAnswer, NAMES);
      return answerAsAdmin(stand, ground, await startAsAdmin(stand, ground));
    },
  },
]);

/** Cases of CUSTOM_AUTH. */
export const FLOW_TRIGGER_CASES: readonly ContractCase[] = [
  {
    operation: "RespondToAuthChallenge",
    outcome: "success",
    what: "the triggers' question, answered right, gives tokens",
    liveReason: NEEDS_FUNCTIONS,
    run: async (stand) => {
      const ground = await groundWith(stand, ONE_QUESTION);
      return tokensOf(await answer(stand, ground, await start(stand, ground)));
    },
  },
  ...REFUSALS,
];
