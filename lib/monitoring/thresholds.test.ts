// Every figure at its boundary: one below raises nothing, the figure itself raises, and what is just older than the window is forgotten.
import { describe, expect, it } from "vitest";
import { sealedInOrder, type Written } from "@/lib/testing/watched-events";
import { judgeEvents, SUBJECTS_MAX } from "./judge-events";
import { isPoolChange } from "./pool-operations";
import { THRESHOLDS, WINDOW_SECONDS_MAX } from "./thresholds";

const NOW = 1_800_000_000;
const trader = (index: number): string => `trader:${index.toString(16).padStart(16, "0")}`;
const stranger = (index: number): string => `account:${index.toString(16).padStart(16, "0")}`;
const [one, network] = ["10.0.1.0/24", (index: number): string => `10.1.${index.toString()}.0/24`];
const password = { purpose: "password" };

type Make = (index: number) => Omit<Written, "atSeconds">;
const rulesOf = (written: readonly Written[], nowSeconds = NOW): readonly string[] =>
  judgeEvents(sealedInOrder(written), nowSeconds).map(({ rule }) => rule);
const times = (count: number, make: Make, atSeconds = NOW): Written[] =>
  Array.from({ length: count }, (_, index) => ({ atSeconds, ...make(index) }));

/** Of each rule: how many events it needs within which window, and what such an event is. */
const FIGURES: readonly (readonly [rule: string, events: number, windowSeconds: number, make: Make])[] = [
  [
    "failures-at-one-account",
    THRESHOLDS.failuresAtOneAccount.events,
    900,
    () => ({ kind: "sign_in_locked", account: trader(1), network: one, detail: password }),
  ],
  [
    "second-factor-at-one-account",
    THRESHOLDS.secondFactorAtOneAccount.events,
    900,
    () => ({ kind: "sign_in_failed", account: trader(1), network: one, detail: { purpose: "totp" } }),
  ],
  [
    "password-spray",
    THRESHOLDS.passwordSpray.accounts,
    900,
    (index) => ({ kind: "sign_in_failed", account: trader(index), network: one, detail: password }),
  ],
  [
    "credential-stuffing",
    THRESHOLDS.credentialStuffing.accounts,
    900,
    (index) => ({ kind: "sign_in_failed", account: stranger(index), network: network(index % 6), detail: password }),
  ],
  ["enumeration", THRESHOLDS.enumeration.accounts, 900, (index) => ({ kind: "sign_up_started", account: stranger(index), network: one })],
  [
    "recovery-probe-at-one-account",
    THRESHOLDS.recoveryAtOneAccount.events,
    3_600,
    () => ({ kind: "recovery_refused", account: trader(1), network: one }),
  ],
  [
    "recovery-probe",
    THRESHOLDS.recoveryFromOneNetwork.accounts,
    900,
    (index) => ({ kind: "password_reset_asked", account: trader(index), network: one }),
  ],
  ["change-without-proof", 1, 900, () => ({ kind: "password_changed", account: trader(1), detail: { proof: "none" } })],
  ["refused-changes", THRESHOLDS.refusedChanges.events, 900, () => ({ kind: "credential_change_refused", account: trader(1) })],
  [
    "change-from-unknown-device",
    1,
    3_600,
    () => ({ kind: "email_changed", account: trader(1), detail: { proof: "step_up", knownDevice: "no" } }),
  ],
  ["stolen-session", 1, 3_600, () => ({ kind: "refresh_reused", account: trader(1) })],
  ["challenge-failures", THRESHOLDS.challengeFailures.events, 900, () => ({ kind: "suspicion_refused", account: trader(1) })],
  [
    "challenge-failures",
    THRESHOLDS.challengeFailures.accounts,
    900,
    (index) => ({ kind: "suspicion_refused", account: trader(index), network: one }),
  ],
  [
    "token-failures",
    THRESHOLDS.tokenFailures.tokens,
    300,
    () => ({ kind: "token_refused", detail: { reasons: { signature: 1 }, networks: { [one]: 1 } } }),
  ],
  [
    "token-failures",
    THRESHOLDS.tokenFailures.tokensInAll,
    300,
    (index) => ({ kind: "token_refused", detail: { reasons: { signature: 1 }, networks: { [network(index)]: 1 } } }),
  ],
  [
    "token-failures",
    THRESHOLDS.unknownKeys.keys,
    300,
    () => ({ kind: "token_refused", detail: { reasons: { unknown_key: 1 }, networks: {} } }),
  ],
  ["pool-change", 1, 600, () => ({ kind: "pool_changed", detail: { poolId: "p", operation: "UpdateUserPool" } })],
];

describe.each(FIGURES)("%s, at %i events in %i s", (rule, events, windowSeconds, make) => {
  it("raises at its figure and not one below it", () => {
    expect(rulesOf(times(events - 1, make))).toEqual([]);
    expect(rulesOf(times(events, make))).toEqual([rule]);
  });

  it("forgets what is as old as its window, to the second", () => {
    expect(rulesOf(times(events, make, NOW - windowSeconds + 1))).toEqual([rule]);
    expect(rulesOf([...times(1, make, NOW - windowSeconds), ...times(events, make, NOW).slice(1)])).toEqual([]);
    expect(windowSeconds).toBeLessThanOrEqual(WINDOW_SECONDS_MAX);
  });
});

describe("what is told apart", () => {
  it("a spray from a network in which as many get in: people who mistype", () => {
    const failing = times(8, (index) => ({ kind: "sign_in_failed", account: trader(index), network: one, detail: password }));
    const opening = (count: number): Written[] =>
      times(count, (index) => ({ kind: "session_opened", account: trader(100 + index), network: one }));
    expect(rulesOf([...failing, ...opening(8)])).toEqual(["password-spray"]);
    expect(rulesOf([...failing, ...opening(9)])).toEqual([]);
  });

  it("accounts that were got into after all", () => {
    const failing = times(40, (index) => ({ kind: "sign_in_failed", account: trader(index), network: one, detail: password }), NOW - 60);
    expect(rulesOf([...failing, ...times(40, (index) => ({ kind: "session_opened", account: trader(index), network: one }))])).toEqual([]);
  });

  it("a stuffing from a spray: by the number of networks, and never both", () => {
    const from = (networks: number) =>
      times(60, (index) => ({ kind: "sign_in_failed", account: trader(index), network: network(index % networks), detail: password }));
    expect(new Set(rulesOf(from(5)))).toEqual(new Set(["password-spray"]));
    expect(rulesOf(from(6))).toEqual(["credential-stuffing"]);
  });

  it("a stuffing from a busy day with as many failures: by their share", () => {
    const failing = times(30, (index) => ({ kind: "sign_in_failed", account: trader(index), network: network(index), detail: password }));
    const opening = (count: number): Written[] =>
      times(count, (index) => ({ kind: "session_opened", account: trader(1_000 + index), network: network(100) }));
    expect(rulesOf([...failing, ...opening(90)])).toEqual(["credential-stuffing"]);
    expect(rulesOf([...failing, ...opening(91)])).toEqual([]);
  });

  it("sign-ups that are confirmed, and accounts of ours that are asked after, from an enumeration", () => {
    const asked = times(10, (index) => ({ kind: "sign_up_started", account: stranger(index), network: one }), NOW - 100);
    expect(rulesOf(asked)).toEqual(["enumeration"]);
    expect(rulesOf([...asked, ...times(1, () => ({ kind: "sign_up_confirmed", account: stranger(3), network: one }))])).toEqual([]);
    const ours = (count: number) => times(count, (index) => ({ kind: "password_reset_asked", account: trader(index), network: one }));
    expect(rulesOf([...asked, ...ours(4)])).toEqual(["enumeration"]);
    expect(rulesOf([...asked, ...ours(5)])).toEqual(["recovery-probe"]);
  });

  it("a refused change that a proof follows from one that none follows", () => {
    const refused = times(5, () => ({ kind: "credential_change_refused", account: trader(1) }), NOW - 60);
    expect(rulesOf(refused)).toEqual(["refused-changes"]);
    expect(rulesOf([...refused, ...times(1, () => ({ kind: "step_up_proven", account: trader(1) }))])).toEqual([]);
    expect(rulesOf([...refused, ...times(1, () => ({ kind: "step_up_proven", account: trader(2) }))])).toEqual(["refused-changes"]);
  });

  it("a challenge that can still be answered from one that was walked away from, to the second", () => {
    const { answerSeconds, events } = THRESHOLDS.challengeAbandons;
    const started = times(events, () => ({ kind: "sign_in_suspected", account: trader(1), network: one }));
    expect(rulesOf(started, NOW + answerSeconds - 1)).toEqual([]);
    expect(rulesOf(started, NOW + answerSeconds)).toEqual(["challenge-abandons"]);
    expect(rulesOf(started.slice(1), NOW + answerSeconds)).toEqual([]);
    const passed = times(1, () => ({ kind: "suspicion_cleared", account: trader(1), network: one }), NOW + 1);
    expect(rulesOf([...started, ...passed], NOW + answerSeconds)).toEqual([]);
  });

  it("tokens that have only run out from tokens that nobody made, and what is no count from one", () => {
    const told = (detail: object): readonly string[] =>
      rulesOf(times(1, () => ({ kind: "token_refused", detail: detail as Written["detail"] & object })));
    expect(told({ reasons: { expired: 9_999, no_session: 9_999 }, networks: {} })).toEqual([]);
    expect(told({ reasons: { signature: 15 }, networks: { [one]: 15 } })).toEqual(["token-failures"]);
    for (const odd of [{}, { reasons: null }, { reasons: { signature: "99" }, networks: { [one]: "99" } }, { reasons: [99], networks: 7 }])
      expect(told(odd)).toEqual([]);
  });

  it("more places at once than anybody reads mails about: they are one alert", () => {
    const changed = (count: number) => times(count, (index) => ({ kind: "session_client_changed", account: trader(index) }));
    expect(rulesOf(changed(SUBJECTS_MAX))).toHaveLength(SUBJECTS_MAX);
    const [finding, ...more] = judgeEvents(sealedInOrder(changed(SUBJECTS_MAX + 1)), NOW);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ subject: "product", breakdown: { subjects: SUBJECTS_MAX + 1 } });
    expect(finding?.evidence).toHaveLength(SUBJECTS_MAX + 1);
  });

  it("calls that change a pool from those that do not; what is not known is told", () => {
    for (const told of [
      "UpdateUserPool",
      "SetUserPoolMfaConfig",
      "SetUserPoolSessionConfiguration",
      "CreateUserPoolClient",
      "AdminSetUserPassword",
      "AddCustomAttributes",
      "AdminBrandNewThing",
      "DeleteSomethingNew",
    ])
      expect(isPoolChange(told), told).toBe(true);
    for (const quiet of [
      "InitiateAuth",
      "RespondToAuthChallenge",
      "DescribeUserPool",
      "ListUsers",
      "AdminGetUser",
      "AdminListDevices",
      "AdminInitiateAuth",
      "AdminCreateUser",
      "UpdateUserAttributes",
      "SignUp",
      "Administer",
    ])
      expect(isPoolChange(quiet), quiet).toBe(false);
  });
});
