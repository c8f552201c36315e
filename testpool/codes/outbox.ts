// What a real pool would have mailed. Nothing leaves the machine.
import type { Needs } from "../protocol/needs";
import type { MessageRecord } from "../store/records";
import type { Store } from "../store/store";

const MESSAGES_MAX = 1000;

/** Keeps a message; beyond 1,000 the oldest is forgotten. */
export function sendMessage(needs: Pick<Needs, "store" | "clock">, message: Omit<MessageRecord, "sequence" | "at">): void {
  const sequence = (needs.store.get("counters", "messages") ?? 0) + 1;
  needs.store.put("counters", "messages", sequence);
  const at = new Date(needs.clock.nowMs()).toISOString();
  needs.store.put("messages", String(sequence), { ...message, sequence, at });
  needs.store.remove("messages", String(sequence - MESSAGES_MAX));
}

/** Messages, newest last; only those to `to` (any letter case) when it is given. */
export function listMessages(store: Store, to: string | null): MessageRecord[] {
  const wanted = to?.toLowerCase();
  return store
    .entries("messages")
    .map(([, message]) => message)
    .filter((message) => wanted === undefined || message.to.toLowerCase() === wanted);
}
