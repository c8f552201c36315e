import { describe, expect, test } from "vitest";
import { SENTENCE_MESSAGES, SENTENCE_NAMES } from "@/lib/contracts/cognito-sentences";
import { REFUSALS, type RefusalCode } from "@/lib/contracts/refusal";
import { explainFailure } from "./explain-failure";
import { ProblemError } from "./problem-error";
import { problemOf } from "./read-problem";

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

describe("words for what was thrown", () => {
  test("a lock says how long, and its words name no other reason", () => {
    expect(explainFailure(named("LockedOutException", "Retry after 32 seconds."))).toMatchObject({ code: "locked_out", waitSeconds: 32 });
  });

  test("a wrong password does not make anybody wait", () => {
    expect(explainFailure(named("NotAuthorizedException", "Incorrect username or password."))).toMatchObject({
      code: "sign_in_mismatch",
      waitSeconds: null,
    });
  });

  test("a problem document keeps its code, request id and waiting time", () => {
    const thrown = new ProblemError({ ...problemOf("rate_limited", "r-7"), retryAfterSeconds: 5 });
    expect(explainFailure(thrown)).toMatchObject({ code: "rate_limited", requestId: "r-7", waitSeconds: 5 });
  });

  test.each([
    ...(["proof_refused", "quote_expired", "grant_mismatch", "grant_used", "grant_expired", "withdrawal_hold", "not_cancellable"] as const),
    ...(["amount_invalid", "asset_unknown", "network_unknown", "address_invalid", "address_known", "address_not_allowed"] as const),
    ...(["address_cooling_off", "insufficient_funds", "limit_exceeded", "idempotency_conflict"] as const),
    ...(["account_hold", "last_way_in", "passkeys_missing"] as const),
  ])("%s has a way on of its own, and the server's sentence goes before the title", (code) => {
    const failure = explainFailure(new ProblemError({ ...problemOf(code, "r-8"), detail: "The exact fault." }));
    expect(failure).toMatchObject({ code, happened: "The exact fault.", exit: "stay" });
    expect(failure.next).not.toMatch(/give support this code|!|please/i);
  });

  test("what Amplify calls unknown is told by the platform's own name inside", () => {
    const thrown = Object.assign(named("Unknown", "An unknown error has occurred."), {
      underlyingError: named("ConstraintError", "secret"),
    });
    expect(explainFailure(thrown)).toMatchObject({ code: "passkey_no_lock" });
    expect(explainFailure(named("Unknown", "An unknown error has occurred.")).code).toBe("unknown_Unknown");
  });

  test("an exception's own text never reaches the words", () => {
    const failure = explainFailure(named("TypeError", "Cannot read properties of undefined (reading 'secret')"));
    expect(JSON.stringify(failure)).not.toContain("secret");
    expect(explainFailure("a string somebody threw").code).toBe("unknown_failure");
  });

  test("a refusal of the proxy keeps the id of its request, which Amplify carries beside the error", () => {
    const refused = Object.assign(named("LockedOutException", "Retry after 9 seconds."), { metadata: { requestId: "r-9" } });
    expect(explainFailure(refused)).toMatchObject({ requestId: "r-9" });
    expect(explainFailure(Object.assign(named("NetworkError", ""), { metadata: {} }))).toMatchObject({ requestId: null });
  });

  const ANY_MESSAGE = "Something that nobody has words for.";
  test.each([
    ...SENTENCE_NAMES.map((name) => [name, named(name, ANY_MESSAGE)] as const),
    ...SENTENCE_MESSAGES.map((exact) => [exact, named(exact.slice(0, exact.indexOf(":")), exact.slice(exact.indexOf(":") + 2))] as const),
    ...(Object.keys(REFUSALS) as RefusalCode[]).map((code) => [code, new ProblemError(problemOf(code, "r-10"))] as const),
    ["a name without words", named("BrandNewException", ANY_MESSAGE)] as const,
  ])("%s says what happened, what next, and a code that support can look up", (_what, thrown) => {
    const { happened, next, code, exit } = explainFailure(thrown);
    expect(happened).toMatch(/^[A-Z].{10,}[.?]$/);
    expect(next).toMatch(/^[A-Z].{10,}\.$/);
    expect(code).toMatch(/^[a-zA-Z_]{3,60}$/);
    expect(["stay", "start_over", "sign_in", "signed_in"]).toContain(exit);
    expect(`${happened} ${next}`).not.toContain(ANY_MESSAGE);
  });
});
