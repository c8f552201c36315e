// The rules of the desk without a database: what is asked for, why, in which state, and by whom.
import { describe, expect, it } from "vitest";
import { DESK_ACT_WORDS, DESK_ACTS, isDeskAct } from "./desk-act";
import { FORBIDDEN_ACT_NAMES, whyForbidden } from "./forbidden-act";
import { judgeReason, REASON_LENGTH_MAX, REASON_LENGTH_MIN } from "./judge-reason";
import { judgeStep, requestState, type RequestFacts } from "./judge-request";

describe("the list of acts", () => {
  it("holds none of what a caller must not be able to talk anybody into", () => {
    for (const name of FORBIDDEN_ACT_NAMES) expect([name, isDeskAct(name)]).toEqual([name, false]);
    for (const act of DESK_ACTS) expect([act, whyForbidden(act)]).toEqual([act, null]);
    expect(whyForbidden("toString")).toBeNull();
  });

  it("promises nothing shorter, and says what follows", () => {
    for (const act of DESK_ACTS) expect(DESK_ACT_WORDS[act].effect.length).toBeGreaterThan(40);
    expect(JSON.stringify(DESK_ACT_WORDS)).not.toMatch(/shorten|skip|at once let|immediately/i);
  });
});

describe("a reason", () => {
  const good = "Caller read code R-1A2B3C4D and described the three cancelled tries.";

  it.each([
    [good, null],
    [`${"x".repeat(REASON_LENGTH_MIN - 2)} y`, null],
    ["x".repeat(REASON_LENGTH_MIN - 1), "too_short"],
    [`   ${"x".repeat(10)}        ${" ".repeat(20)}`, "too_short"],
    ["word ".repeat(100).trim().slice(0, REASON_LENGTH_MAX), null],
    [`${"word ".repeat(100)}ended`, "too_long"],
    ["Two lines of words,\nand here is the second one", "not_plain"],
    ["Hidden direction \u202e of the words in here", "not_plain"],
    ["The caller told me that 123456 was shown", "has_secret"],
    ["The caller told me that 123 456 was shown", "has_secret"],
    ["Paper says ABCD-EFGH-JKLM-NPQR on its first line", "has_secret"],
    ["They gave me the key hf_k9Zq37TTa81bb0Lx today", "has_secret"],
    ["Their password is correct horse battery staple", "has_secret"],
    ["See https://holdfast.example/security for more", "has_link"],
    ["Go to www.holdfast.example and look it up there", "has_link"],
    ["Wrote from ana.trader@example.test this morning", "has_address"],
  ] as const)("%j: %s", (reason, fault) => {
    expect(judgeReason(reason)).toBe(fault);
  });
});

describe("a request", () => {
  const NOW = 1_000_000;
  const request = (changes: Partial<RequestFacts> = {}): RequestFacts => ({
    ...{ requestedBy: "mira", draftedAtSeconds: NOW - 10, expiresAtSeconds: NOW + 100, decision: null, ...changes },
  });

  it("expires at its last second", () => {
    expect(requestState(request({ expiresAtSeconds: NOW + 1 }), NOW)).toBe("open");
    expect(requestState(request({ expiresAtSeconds: NOW }), NOW)).toBe("expired");
    expect(requestState(request({ expiresAtSeconds: null }), NOW)).toBe("draft");
    expect(requestState(request({ decision: "approved", expiresAtSeconds: NOW }), NOW)).toBe("approved");
  });

  it.each([
    ["place", "mira", "draft", null],
    ["place", "jon", "draft", "not_found"],
    ["approve", "mira", "draft", "not_open"],
    ["approve", "jon", "draft", "not_found"],
    ["approve", "jon", "open", null],
    ["approve", "mira", "open", "takes_another"],
    ["reject", "jon", "open", null],
    ["reject", "mira", "open", "takes_another"],
    ["withdraw", "mira", "open", null],
    ["withdraw", "jon", "open", "takes_requester"],
    ["place", "mira", "open", "not_open"],
    ["approve", "jon", "expired", "not_open"],
    ["reject", "jon", "expired", "not_open"],
    ["withdraw", "mira", "expired", "not_open"],
    ["approve", "jon", "approved", "not_open"],
    ["approve", "jon", "rejected", "not_open"],
    ["approve", "jon", "withdrawn", "not_open"],
  ] as const)("%s by %s on a request that is %s: %s", (step, who, state, fault) => {
    const facts = {
      draft: request({ expiresAtSeconds: null }),
      open: request(),
      expired: request({ expiresAtSeconds: NOW }),
      approved: request({ decision: "approved" }),
      rejected: request({ decision: "rejected" }),
      withdrawn: request({ decision: "withdrawn" }),
    }[state];
    expect(judgeStep(facts, step, who, NOW)).toBe(fault);
  });

  it("that is not there is not found", () => {
    expect(judgeStep(null, "approve", "jon", NOW)).toBe("not_found");
  });
});
