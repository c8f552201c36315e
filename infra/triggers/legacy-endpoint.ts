// The old store behind an address of its own: one question, one account. Its owners decide how it is kept; this asks and believes nothing but the form.
import { readLegacyAccount } from "./legacy-account";
import type { LegacyStore } from "./legacy-store";

// The pool gives a function five seconds and asks again after that; the hash needs some of them.
const TIMEOUT_MS = 2_000;
const ANSWER_CHARACTERS_MAX = 8_192;

/**
 * Asks `POST url {"email"}` with the bearer `token`. 200 is an account, 404 and 409 are nobody; everything else, and an answer that is no account of the
 * address that was asked for, throws. The password is never sent.
 */
export function createEndpointStore(url: string, token: string): LegacyStore {
  return {
    find: async (email) => {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ email }),
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await answer.text();
      if (answer.status === 404 || answer.status === 409) return null;
      if (answer.status !== 200 || text.length > ANSWER_CHARACTERS_MAX) throw new Error("The old store did not answer as it should.");
      const account = readLegacyAccount(JSON.parse(text));
      if (account?.email !== email) throw new Error("The old store answered another account.");
      return account;
    },
  };
}
