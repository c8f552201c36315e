import { describe, expect, it } from "vitest";
import { SECURITY_EVENT_KINDS, SYSTEM_EVENT_KINDS } from "@/lib/contracts/security-event-kinds";
import { benignDay } from "@/lib/testing/benign-day";
import { rounds } from "@/lib/testing/rounds";
import { judgeThroughout, type Written } from "@/lib/testing/watched-events";
import { PROBES, SIGNALS } from "./signal";
import { WATCHED_KINDS } from "./watched-kinds";

const START = 1_800_000_000;
const NOON = START + 12 * 3_600;
const TRADERS = 3_000;
const DAY = benignDay({ seed: 20_261_129, traders: TRADERS, startsAtSeconds: START });
// The busiest hours are enough where one attack is looked for.
const MORNING = DAY.filter(({ atSeconds }) => atSeconds > START + 8 * 3_600 && atSeconds < NOON);

const many = (count: number, make: (index: number) => Omit<Written, "atSeconds">, seconds = 300): Written[] =>
  Array.from({ length: count }, (_, index) => ({ atSeconds: NOON - 3_600 + Math.floor((index * seconds) / count), ...make(index) }));
const trader = (index: number): string => `trader:${index.toString(16).padStart(16, "0")}`;
const stranger = (index: number): string => `account:${(index + 99_999).toString(16).padStart(16, "0")}`;
const one = "172.16.9.0/24";
const each = (index: number): string => `172.20.${index.toString()}.0/24`;
const wrong = { purpose: "password", reason: "NotAuthorizedException" };
const forged = { reasons: { signature: 9, known_key: 6, algorithm: 3 }, networks: { [one]: 18 } };

/** Every attack, and the one rule that it raises. */
const ATTACKS: readonly (readonly [rule: string, probe: string, events: readonly Written[]])[] = [
  ["failures-at-one-account", "lockout", many(18, () => ({ kind: "sign_in_failed", account: trader(7), network: one, detail: wrong }))],
  [
    "second-factor-at-one-account",
    "second_factor",
    many(10, () => ({ kind: "sign_in_failed", account: trader(7), network: one, detail: { purpose: "totp" } })),
  ],
  [
    "password-spray",
    "password_spray",
    many(24, (index) => ({ kind: "sign_in_failed", account: trader(index % 12), network: one, detail: wrong })),
  ],
  [
    "credential-stuffing",
    "credential_stuffing",
    many(400, (index) => ({ kind: "sign_in_failed", account: stranger(index), network: each(index % 60), detail: wrong }), 600),
  ],
  [
    "enumeration",
    "enumeration",
    many(20, (index) => ({ kind: index % 2 === 0 ? "password_reset_asked" : "sign_up_started", account: stranger(index), network: one })),
  ],
  ["recovery-probe", "recovery", many(8, (index) => ({ kind: "password_reset_asked", account: trader(index), network: one }))],
  [
    "recovery-probe-at-one-account",
    "recovery",
    many(7, (index) => ({ kind: index < 3 ? "password_reset_asked" : "recovery_refused", account: trader(7), network: one })),
  ],
  [
    "change-without-proof",
    "privilege_boundary",
    many(1, () => ({ kind: "passkey_added", account: trader(7), network: one, detail: { proof: "none", knownDevice: "yes" } })),
  ],
  ["refused-changes", "privilege_boundary", many(6, () => ({ kind: "credential_change_refused", account: trader(7), network: one }))],
  [
    "change-from-unknown-device",
    "account_takeover",
    many(1, () => ({ kind: "email_changed", account: trader(7), network: one, detail: { proof: "step_up", knownDevice: "no" } })),
  ],
  ["stolen-session", "session_theft", many(1, () => ({ kind: "session_client_changed", account: trader(7), network: one }))],
  ["challenge-failures", "custom_challenge", many(5, () => ({ kind: "suspicion_refused", account: trader(7), network: one }))],
  ["challenge-failures", "custom_challenge", many(9, (index) => ({ kind: "recovery_code_refused", account: trader(index), network: one }))],
  ["challenge-abandons", "custom_challenge", many(4, () => ({ kind: "sign_in_suspected", account: trader(7), network: one }))],
  ["challenge-abandons", "custom_challenge", many(7, (index) => ({ kind: "sign_in_suspected", account: trader(index), network: one }))],
  ["token-failures", "token_forgery", many(2, () => ({ kind: "token_refused", detail: forged }))],
  [
    "token-failures",
    "token_forgery",
    many(30, (index) => ({ kind: "token_refused", detail: { reasons: { signature: 3 }, networks: { [each(index)]: 3 } } })),
  ],
  [
    "token-failures",
    "privilege_boundary",
    many(2, () => ({ kind: "token_refused", detail: { reasons: { token_use: 20, expired: 900 }, networks: { [one]: 20 } } })),
  ],
  [
    "pool-change",
    "pool_tampering",
    many(1, () => ({ kind: "pool_changed", detail: { poolId: "eu-central-1_Ab", operation: "UpdateUserPool", outcome: "done" } })),
  ],
];

describe(`a benign day of ${TRADERS.toString()} traders`, () => {
  it("is a busy one: every kind of mistake is in it", () => {
    const kinds = new Set(DAY.map(({ kind }) => kind));
    expect(DAY.length).toBeGreaterThan(TRADERS * 2);
    for (const kind of [
      "sign_in_failed",
      "sign_in_locked",
      "password_reset_asked",
      "password_reset_refused",
      "suspicion_refused",
      "credential_change_refused",
      "recovery_code_refused",
      "token_refused",
    ])
      expect(kinds, kind).toContain(kind);
  });

  it("raises no alert, whatever the seed", { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= rounds(4, 60); seed += 1) {
      const found = judgeThroughout(benignDay({ seed, traders: TRADERS, startsAtSeconds: START }));
      expect(found.map(({ rule, subject, sentence }) => `${seed.toString()} ${rule} ${subject} ${sentence}`)).toEqual([]);
    }
  });
});

describe("on that same day, an attack raises exactly its own alert", () => {
  it.each(ATTACKS)("%s, %s", (rule, probe, events) => {
    const found = judgeThroughout([...MORNING, ...events]);
    expect(new Set(found.map((finding) => `${finding.rule} ${finding.probe}`))).toEqual(new Set([`${rule} ${probe}`]));
    expect(new Set(found.map(({ subject }) => subject)).size).toBe(1);
    for (const { sentence, subject, evidence, runbook, signal } of found) {
      expect(SIGNALS).toContain(signal);
      expect(sentence).toMatch(/^[A-Z0-9].+[.]$/);
      expect(sentence.length).toBeLessThan(600);
      expect(`${sentence} ${subject}`).not.toContain("@");
      expect(evidence.length).toBeGreaterThan(0);
      expect(runbook).toBe("docs/runbook/alerts.md");
    }
  });

  it("covers every signal and every probe", () => {
    expect(new Set(ATTACKS.map(([, probe]) => probe))).toEqual(new Set(PROBES));
  });

  it("waits for no kind that nobody writes", () => {
    const written: readonly string[] = [...SECURITY_EVENT_KINDS, ...SYSTEM_EVENT_KINDS];
    expect(WATCHED_KINDS.filter((kind) => !written.includes(kind))).toEqual([]);
  });

  it("reads no kind that the worker does not load", () => {
    expect(ATTACKS.flatMap(([, , events]) => events.map(({ kind }) => kind)).filter((kind) => !WATCHED_KINDS.includes(kind))).toEqual([]);
  });
});
