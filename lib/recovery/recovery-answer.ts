// What a trader may answer at the recovery step of a sign-in: one text, because the protocol has room for one.

/** The answers. `mail` asks for a code by mail; `start` begins the long wait with one; `finish` ends it with another; `code` is from the paper. */
export type RecoveryAnswer = { readonly kind: "mail" } | { readonly kind: "code" | "start" | "finish"; readonly text: string };

const FORM = /^(?<kind>code|start|finish):(?<text>.{1,64})$/;

/** Reads an answer; null for anything else. */
export function readRecoveryAnswer(answer: string): RecoveryAnswer | null {
  if (answer === "mail") return { kind: "mail" };
  const { kind, text = "" } = FORM.exec(answer)?.groups ?? {};
  return kind === "code" || kind === "start" || kind === "finish" ? { kind, text } : null;
}

/** Writes one. */
export const writeRecoveryAnswer = (answer: RecoveryAnswer): string => (answer.kind === "mail" ? "mail" : `${answer.kind}:${answer.text}`);
