// Guesses at the proxy as a program makes them: no client library, no arithmetic, as many browsers as wanted.
import { createTestBrowser, type TestBrowser } from "./browser-fetch";
import type { ProxyAnswer, ProxyStage } from "./proxy-stage";

const realFetch = globalThis.fetch;

/** Sends one operation as one browser. */
export type Send = (operation: string, body: object) => Promise<ProxyAnswer>;

/** Sends as this browser, whatever the current one is. */
export const sendAs =
  (stage: ProxyStage, own: TestBrowser): Send =>
  async (operation, body) => {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
    const response = await own.fetch(`${stage.route.origin}/api/auth/cognito`, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

/** A browser that nobody knows, without becoming the current one. */
export const strangerAt = (stage: ProxyStage): Send => sendAs(stage, createTestBrowser(stage.route.origin, realFetch));

/** The start of a sign-in by password. */
export const srpStartOf = (USERNAME: string) => ({ AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME, SRP_A: "ab".repeat(384) } });

/** The present moment as every client of the pool writes it: a stale one is refused without being counted as a guess. */
export function srpTimestamp(): string {
  const [, day = "", date = "", month = "", year = "", time = ""] =
    /^(\w{3}), (\d{2}) (\w{3}) (\d{4}) (\S+) GMT$/.exec(new Date().toUTCString()) ?? [];
  return `${day} ${month} ${String(Number(date))} ${time} UTC ${year}`;
}

/** A wrong answer to a started password challenge; the answer to it. */
export function answerWrongly(started: ProxyAnswer, send: Send): Promise<ProxyAnswer> {
  const parameters = started.body["ChallengeParameters"] as Record<string, string>;
  return send("RespondToAuthChallenge", {
    ChallengeName: "PASSWORD_VERIFIER",
    Session: started.body["Session"],
    ChallengeResponses: {
      USERNAME: parameters["USER_ID_FOR_SRP"],
      PASSWORD_CLAIM_SECRET_BLOCK: parameters["SECRET_BLOCK"],
      PASSWORD_CLAIM_SIGNATURE: `${"A".repeat(43)}=`,
      TIMESTAMP: srpTimestamp(),
    },
  });
}

/** One whole wrong guess at a password; the answer to its last call. */
export async function guessWrongly(send: Send, email: string): Promise<ProxyAnswer> {
  const started = await send("InitiateAuth", srpStartOf(email));
  return started.status === 200 ? answerWrongly(started, send) : started;
}

/** The name of a refusal; empty for a success. */
export const nameOf = (answer: ProxyAnswer): string => (answer.status === 200 ? "" : String(answer.body["__type"]));
