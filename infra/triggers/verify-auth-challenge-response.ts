// VerifyAuthChallengeResponse: takes the server's ticket and nothing else. What the trader showed is judged by the server, which can count; this
// function keeps no state, asks nobody and decides the same way every time.
import { isTicket } from "./ticket";
import type { ChallengeEvent } from "./trigger-event";

/** Answers whether the ticket is the server's for this account, this nonce and what the challenge is for. */
export async function handler(event: ChallengeEvent): Promise<ChallengeEvent> {
  // A trigger is a process of its own, whose settings are its environment; the product's reader is not deployed with it.
  const key = process.env["RECOVERY_TICKET_KEY"] ?? "";
  const { privateChallengeParameters: made, challengeAnswer = "", userNotFound } = event.request;
  const purpose = made?.["purpose"] === "suspicion" ? "suspicion" : "recovery";
  const isRight = isTicket(challengeAnswer, key, purpose, event.userName, made?.["nonce"] ?? "");
  return { ...event, response: { answerCorrect: isRight && userNotFound !== true } };
}
