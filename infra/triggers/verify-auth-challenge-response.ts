// VerifyAuthChallengeResponse: takes the server's ticket and nothing else. What the trader showed is judged by the server, which can count; this
// function keeps no state, asks nobody and decides the same way every time.
import { isTicket, recoveryTicket } from "./recovery-ticket";
import type { ChallengeEvent } from "./trigger-event";

const KEY_FORM = /^(demo\.)?[A-Za-z0-9_-]{43}$/;

/** Answers whether the ticket is the server's for this account and this nonce. Without a key of the right form every answer is wrong. */
export async function handler(event: ChallengeEvent): Promise<ChallengeEvent> {
  // A trigger is a process of its own, whose settings are its environment; the product's reader is not deployed with it.
  const key = process.env["RECOVERY_TICKET_KEY"] ?? "";
  const { privateChallengeParameters, challengeAnswer = "", userNotFound } = event.request;
  const nonce = privateChallengeParameters?.["nonce"] ?? "";
  const isJudged = KEY_FORM.test(key) && nonce !== "" && userNotFound !== true;
  return { ...event, response: { answerCorrect: isJudged && isTicket(challengeAnswer, recoveryTicket(key, event.userName, nonce)) } };
}
