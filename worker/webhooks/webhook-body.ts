// What a webhook is sent. The form is a promise to programs of others: fields are added and never renamed.
import { happenedSentence } from "@/lib/signals/happened-sentence";
import type { ClaimedWebhook } from "./webhook-queue";

/** The JSON of a delivery: the same for every attempt, except that a signal may have been taken back meanwhile. */
export function webhookBody({ id, signal }: Pick<ClaimedWebhook, "id" | "signal">, origin: string): string {
  if (signal === null) return JSON.stringify({ type: "test", id, data: {} });
  const { eventId, ruleId, ruleName, happened, action, isTakenBack } = signal;
  return JSON.stringify({
    type: "signal",
    id: eventId,
    data: {
      rule: { id: ruleId, name: ruleName },
      sentence: happenedSentence(happened),
      happened,
      isTakenBack,
      // A page of ours that only its trader can use.
      action: action.kind === "order" ? { ...action, href: `${origin}${action.href}` } : action,
    },
  });
}
