// One guess at one password, with a true SRP proof of a wrong secret: nothing about it is malformed.
import { tryPassword } from "../support/trader";
import type { AppClient } from "../support/app-client";
import type { Attacked } from "./attack";

/** Guesses, and answers the name of the refusal; `right` when it was none. */
export async function guessPassword({ pool, control }: Attacked, client: AppClient, email: string, password: string): Promise<string> {
  const answer = await tryPassword(client, pool, { email, password }, new Date((await control.nowSeconds()) * 1_000));
  return answer.ok ? "right" : (answer.errorName ?? "unknown");
}

/** How often each answer came, for whoever watches. */
export function tally(answers: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return [...counts].map(([answer, count]) => `${String(count)} × ${answer}`).join(", ");
}
