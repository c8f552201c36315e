// What the end of a session is called, and what can be done about it.
import type { ComingEnd, EndKind } from "@/lib/client/session-ends";

interface EndWords {
  readonly title: string;
  readonly why: string;
  readonly act: string;
}

const WORDS: Readonly<Record<EndKind, EndWords>> = {
  idle: {
    title: "You will be signed out in",
    why: "Nothing was done for a while. What you typed into a form is kept in this tab either way.",
    act: "Stay signed in",
  },
  limit: {
    title: "This session ends in",
    why: "A session lasts twelve hours at most, and nothing can make it longer. What you typed into a form is kept in this tab.",
    act: "Sign in again now",
  },
};

/** The words on the warning. */
export const endWords = (kind: EndKind): EndWords => WORDS[kind];

const SPOKEN = [
  [90, "two minutes"],
  [45, "one minute"],
  [15, "half a minute"],
] as const;

/** What is read out: it changes four times in two minutes, not every second. */
export function spokenEnd({ kind, secondsLeft }: ComingEnd): string {
  const left = SPOKEN.find(([from]) => secondsLeft > from)?.[1] ?? "a few seconds";
  return `${WORDS[kind].title} ${left}. ${WORDS[kind].why}`;
}
