import { describe, expect, test } from "vitest";
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

  test("an exception's own text never reaches the words", () => {
    const failure = explainFailure(named("TypeError", "Cannot read properties of undefined (reading 'secret')"));
    expect(JSON.stringify(failure)).not.toContain("secret");
    expect(explainFailure("a string somebody threw").code).toBe("unknown_failure");
  });
});
