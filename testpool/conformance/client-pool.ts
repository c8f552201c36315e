// The pool that independent clients are let loose on: devices, codes by email, a custom challenge, and both forms of the issuer.
import { startTestPool, type RunningTestPool } from "../server/start-test-pool";
import { createPoolClock } from "../clock/pool-clock";
import { parseSeed } from "../store/seed";
import { MACHINE_MS } from "../testing/drive-pool";
import { openKeyRing } from "../store/key-ring";
import type { TestClient } from "../testing/test-seed";
import { createTriggers, type PoolTriggers, type TriggerEvent } from "../triggers/triggers";

const MAIN = "eu-central-1_Clients01";
const DEVICES = "eu-central-1_Devices01";
const UPDATED = "eu-central-1_Updated01";

/** No devices; TOTP where a user has it; EMAIL_OTP; a custom challenge whose answer is `CUSTOM_ANSWER`. */
export const MAIN_CLIENT: TestClient = { id: "mainclient00000000000000aa", poolId: MAIN, secret: null };
/** A confidential client of the same pool. */
export const SECRET_CLIENT: TestClient = { id: "secretclient00000000000000", poolId: MAIN, secret: "thesecretclientsownsecret" };
/** Devices are tracked, and a remembered one skips MFA. */
export const DEVICE_CLIENT: TestClient = { id: "deviceclient00000000000000", poolId: DEVICES, secret: null };
/** IssuerConfiguration UPDATED. */
export const UPDATED_CLIENT: TestClient = { id: "updatedclient0000000000000", poolId: UPDATED, secret: null };

export const CUSTOM_ANSWER = "the answer to everything";
export const CLIENT_TOTP_SECRET = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU";
const PASSWORD = "A long passphrase, 1st";

/** The same name exists in every pool; `sub` differs from the username, as in pools with UUID names. */
export const ADA = { email: "ada@example.test", username: "5e7f1a52-0000-4000-8000-00000000ada0", password: PASSWORD };
/** Has an authenticator app. */
export const BOB = { email: "bob@example.test", username: "5e7f1a52-0000-4000-8000-00000000b0b0", password: PASSWORD };

const FLOWS = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];

const clientSeed = (client: TestClient) => ({
  id: client.id,
  ...(client.secret === null ? {} : { secret: client.secret }),
  explicitAuthFlows: FLOWS,
  preventUserExistenceErrors: true,
});
const poolSeed = (id: string, clients: readonly TestClient[], more: object) => ({
  id,
  mfaConfiguration: "OPTIONAL",
  aliasAttributes: ["email"],
  autoVerifiedAttributes: ["email"],
  groups: [{ name: "desk", precedence: 1 }, { name: "readers" }],
  clients: clients.map(clientSeed),
  ...more,
});
const usersOf = (poolId: string) => [
  { ...ADA, poolId, sub: "5e7f1a52-1111-4111-8111-00000000ada1", groups: ["readers", "desk"] },
  { ...BOB, poolId, sub: "5e7f1a52-1111-4111-8111-00000000b0b1", totpSecret: CLIENT_TOTP_SECRET },
];

const SEED = parseSeed({
  pools: [
    poolSeed(MAIN, [MAIN_CLIENT, SECRET_CLIENT], {
      firstFactors: ["PASSWORD", "EMAIL_OTP"],
      triggers: ["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"],
    }),
    poolSeed(DEVICES, [DEVICE_CLIENT], { devices: { challengeRequiredOnNewDevice: true, onlyRememberedOnUserPrompt: false } }),
    poolSeed(UPDATED, [UPDATED_CLIENT], { issuerType: "UPDATED" }),
  ],
  users: [MAIN, DEVICES, UPDATED].flatMap(usersOf),
});

interface Round {
  readonly challengeName: string;
  readonly challengeResult: boolean;
}

/** As AWS's own sample has it: SRP first when it is asked for, then one question, and a wrong answer ends the sign-in. */
function define(event: TriggerEvent): TriggerEvent {
  const rounds = event.request["session"] as readonly Round[];
  const last = rounds.at(-1);
  const answer = (response: object): TriggerEvent => ({ ...event, response: { ...event.response, ...response } });
  if (last?.challengeName === "SRP_A") return answer({ challengeName: "PASSWORD_VERIFIER", issueTokens: false, failAuthentication: false });
  const isAnswered = last?.challengeName === "CUSTOM_CHALLENGE";
  if (isAnswered) return answer({ issueTokens: last.challengeResult, failAuthentication: !last.challengeResult });
  return answer({ challengeName: "CUSTOM_CHALLENGE", issueTokens: false, failAuthentication: false });
}

const TRIGGERS: PoolTriggers = {
  DefineAuthChallenge: define,
  CreateAuthChallenge: (event) => ({
    ...event,
    response: {
      publicChallengeParameters: { question: "What is it?" },
      privateChallengeParameters: { answer: CUSTOM_ANSWER },
      challengeMetadata: "QUESTION",
    },
  }),
  VerifyAuthChallengeResponse: (event) => {
    const { privateChallengeParameters, challengeAnswer } = event.request;
    const expected = (privateChallengeParameters as Readonly<Record<string, string>>)["answer"];
    return { ...event, response: { answerCorrect: challengeAnswer === expected } };
  },
};

/**
 * Starts it in memory on a free port; its clock moves only when told to, so that no lock runs out because a machine is slow. Clients
 * that stamp their proofs with the machine's own time are taken at that time too.
 */
export function startClientPool(): Promise<RunningTestPool> {
  return startTestPool({
    port: 0,
    dataDir: null,
    clockFile: null,
    seed: SEED,
    keys: openKeyRing(null),
    clock: { ...createPoolClock(0, () => MACHINE_MS), machineNowMs: () => Date.now() },
    triggers: createTriggers({ [MAIN]: TRIGGERS }),
  });
}
