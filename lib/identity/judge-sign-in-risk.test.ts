import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { SIGN_IN_RISK, type Suspicion } from "@/lib/policy/sign-in-risk";
import { judgeSignInRisk, type SignInAttempt, type SignInHistory } from "./judge-sign-in-risk";

const NOW = 1_900_000_000;
const DAY = 86_400;
const { failures, afterRecoverySeconds, absenceSeconds } = SIGN_IN_RISK;
const HOME = "203.0.113.0/24";
const [PHONE, OFFICE] = ["198.51.100.0/24", "192.0.2.0/24"];

/** A known browser at home that was used yesterday. */
const known: SignInHistory = {
  failures: 0,
  browserKnownSinceSeconds: NOW - 30 * DAY,
  mailboxShownAtSeconds: null,
  recoveredAtSeconds: null,
  lastSeenAtSeconds: NOW - DAY,
  networks: [],
};
const fresh: SignInHistory = { ...known, browserKnownSinceSeconds: null };
/** An address that nobody has ever signed in with. */
const nobody: SignInHistory = { ...fresh, lastSeenAtSeconds: null };
const judged = (history: SignInHistory, by: SignInAttempt["by"] = "password", network = HOME) =>
  judgeSignInRisk(history, { by, network, nowSeconds: NOW });

const TABLE: readonly (readonly [string, SignInHistory, readonly Suspicion[]])[] = [
  ["a known browser", known, []],
  ["a known browser after many failures", { ...known, failures: 99 }, []],
  ["a new browser", fresh, []],
  ["a new browser after a slip or two", { ...fresh, failures: failures - 1 }, []],
  ["a new browser after failures", { ...fresh, failures }, ["failed_attempts"]],
  ["an address that nobody has", nobody, []],
  ["an address that nobody has, after failures", { ...nobody, failures }, ["failed_attempts"]],
  ["a new browser after a recovery", { ...fresh, recoveredAtSeconds: NOW - 60 }, ["after_recovery"]],
  [
    "the browser that came with the recovery",
    { ...known, browserKnownSinceSeconds: NOW - 60, recoveredAtSeconds: NOW - 60 },
    ["after_recovery"],
  ],
  ["a browser that was known a second before it", { ...known, browserKnownSinceSeconds: NOW - 61, recoveredAtSeconds: NOW - 60 }, []],
  ["one that has shown the mailbox since", { ...fresh, recoveredAtSeconds: NOW - 60, mailboxShownAtSeconds: NOW - 60 }, []],
  ["one that showed it before only", { ...fresh, recoveredAtSeconds: NOW - 60, mailboxShownAtSeconds: NOW - 61 }, ["after_recovery"]],
  ["the last second of a recovery", { ...fresh, recoveredAtSeconds: NOW - afterRecoverySeconds + 1 }, ["after_recovery"]],
  ["a recovery that is long enough ago", { ...fresh, recoveredAtSeconds: NOW - afterRecoverySeconds }, []],
  ["home beside the phone", { ...known, networks: [PHONE] }, []],
  ["the same two, and one of them twice", { ...known, networks: [PHONE, HOME, "198.51.7.0/24"] }, []],
  ["a third network within ten minutes", { ...known, networks: [PHONE, OFFICE] }, ["network_change"]],
  ["both families of two places", { ...known, networks: [PHONE, "2001:db8:1::/48", "2400:1:2::/48"] }, []],
  ["networks that nobody knows", { ...known, networks: ["unknown", "", PHONE] }, []],
  ["a new browser one second before a long absence", { ...fresh, lastSeenAtSeconds: NOW - absenceSeconds + 1 }, []],
  ["a new browser after a long absence", { ...fresh, lastSeenAtSeconds: NOW - absenceSeconds }, ["long_absence"]],
  ["a known browser after a long absence", { ...known, lastSeenAtSeconds: NOW - absenceSeconds }, []],
  [
    "all at once, the likeliest first",
    { ...fresh, failures, recoveredAtSeconds: NOW, networks: [PHONE, OFFICE], lastSeenAtSeconds: NOW - absenceSeconds },
    ["failed_attempts", "after_recovery", "network_change", "long_absence"],
  ],
];

describe("the risk of a sign-in by password", () => {
  test.each(TABLE)("%s", (_, history, reasons) => {
    expect(judged(history)).toEqual(reasons);
  });

  it("counts networks of the same family only, by the provider's block", () => {
    const networks = ["2001:db8:1::/48", "2400:1:2::/48"];
    expect(judged({ ...known, networks }, "password", "2a00:9:9::/48")).toEqual(["network_change"]);
    expect(judged({ ...known, networks }, "password", "2400:1:7::/48")).toEqual([]);
    expect(judged({ ...known, networks: [PHONE, OFFICE] }, "password", "unknown")).toEqual([]);
  });
});

describe("the risk of a sign-in by passkey", () => {
  test.each(TABLE)("%s: nothing but the network is held against it", (_, history, reasons) => {
    expect(judged(history, "passkey")).toEqual(reasons.filter((reason) => reason === "network_change"));
  });
});

describe("for every history", () => {
  const seconds = fc.option(fc.integer({ min: NOW - 200 * DAY, max: NOW }), { nil: null });
  const histories: fc.Arbitrary<SignInHistory> = fc.record({
    failures: fc.nat({ max: 10 }),
    browserKnownSinceSeconds: seconds,
    mailboxShownAtSeconds: seconds,
    recoveredAtSeconds: seconds,
    lastSeenAtSeconds: seconds,
    networks: fc.array(fc.constantFrom(HOME, PHONE, OFFICE, "unknown", "2001:db8:1::/48"), { maxLength: 4 }),
  });

  it("the judgement is the same every time, and a failure more never makes it milder", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const reasons = judged(history);
        expect(judged(history)).toEqual(reasons);
        expect(judged({ ...history, failures: history.failures + 1 })).toEqual(expect.arrayContaining([...reasons]));
      }),
    );
  });

  it("a browser that has just shown the mailbox and is known is asked for it only because of networks", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const shown = { ...history, browserKnownSinceSeconds: NOW, mailboxShownAtSeconds: NOW };
        expect(judged(shown).filter((reason) => reason !== "network_change")).toEqual([]);
      }),
    );
  });
});
