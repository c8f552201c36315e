import { describe, expect, it, test } from "vitest";
import { SECURITY_EVENT_KINDS } from "@/lib/contracts/security-event-kinds";
import { APPROVAL_FOLLOWS_SECONDS, decideTelling, type Surroundings } from "./decide-telling";
import { EVENT_WORDS, sentenceOfEvent, wordsOfEvent } from "./event-words";
import { noticeText, timeInWords } from "./notice-text";
import { PHRASE_WORDS } from "./phrase-words";

describe("the words of events", () => {
  it("exist for exactly the kinds that are written", () => {
    expect(Object.keys(EVENT_WORDS).sort()).toEqual([...SECURITY_EVENT_KINDS].sort());
  });

  test.each(SECURITY_EVENT_KINDS)("%s: a title of its own, a sentence, and a reason where it is not mailed", (kind) => {
    const { title, sentence, telling } = EVENT_WORDS[kind];
    expect(title).toMatch(/^[A-Z][^.!]{2,80}$/);
    expect(Object.values(EVENT_WORDS).filter((other) => other.title === title)).toHaveLength(1);
    expect(sentence).toMatch(/^[A-Z].+\.$/);
    expect(`${title} ${sentence}`).not.toMatch(/!|please|oops|token|JWT|challenge|_/i);
    if (!telling.isMailed) expect(telling.because).toMatch(/\.$/);
  });

  it("mail everything that a trader should know of, and nothing that is routine", () => {
    const quiet = SECURITY_EVENT_KINDS.filter((kind) => !EVENT_WORDS[kind].telling.isMailed);
    expect(quiet).toEqual([
      ...["session_replaced", "session_signed_out", "session_revoked", "session_network_changed", "refresh_refused"],
      ...["step_up_proven", "step_up_used"],
      ...[
        "sign_in_failed",
        "sign_in_suspected",
        "suspicion_cleared",
        "sign_up_started",
        "sign_up_confirmed",
        "mfa_preference_changed",
        "passkey_renamed",
      ],
      "webhook_removed",
      "wallet_unlinked",
    ]);
  });

  it("tell every known address of recoveries, email changes and freezes", () => {
    const every = SECURITY_EVENT_KINDS.filter((kind) => {
      const { telling } = EVENT_WORDS[kind];
      return telling.isMailed && telling.to === "every";
    });
    expect(every).toEqual(
      expect.arrayContaining([
        "password_reset_done",
        "email_changed",
        "recovery_started",
        "recovery_completed",
        "account_frozen",
        "unfreeze_started",
      ]),
    );
  });

  it("say why a sign-in was unusual, and nothing that the product has no words for", () => {
    const { sentence } = EVENT_WORDS.sign_in_suspected;
    expect(sentenceOfEvent("sign_in_suspected", "failed_attempts,network_change")).toMatch(
      new RegExp(`^${sentence} This browser is new .+ more networks `),
    );
    expect(sentenceOfEvent("sign_in_suspected", "UnusualSignInException")).toBe(sentence);
    expect(sentenceOfEvent("sign_in_failed", "failed_attempts")).toBe(EVENT_WORDS.sign_in_failed.sentence);
  });

  it("are general for a kind that this version does not know", () => {
    expect(wordsOfEvent("brand_new").title).toBe("Something changed");
    expect(wordsOfEvent("passkey_added")).toBe(EVENT_WORDS.passkey_added);
  });
});

describe("whether an event is mailed", () => {
  const NOW = 1_900_000_000;
  const around = (changes: Partial<Surroundings> = {}): Surroundings => ({
    ...{ atSeconds: NOW, nowSeconds: NOW, lastMailedAtSeconds: null, isKnownPlace: false, isApprovedSince: false },
    ...changes,
  });
  const of = (kind: keyof typeof EVENT_WORDS, changes: Partial<Surroundings> = {}) =>
    decideTelling(EVENT_WORDS[kind].telling, around(changes));

  it("a lock is mailed once an hour, to the second, also when the clock was set back", () => {
    expect(of("sign_in_locked")).toBe("mail");
    expect(of("sign_in_locked", { lastMailedAtSeconds: NOW - 3_599 })).toBe("repeated");
    expect(of("sign_in_locked", { lastMailedAtSeconds: NOW - 3_600 })).toBe("mail");
    expect(of("sign_in_locked", { lastMailedAtSeconds: NOW + 86_400 })).toBe("mail");
  });

  it("a change is mailed each time", () => {
    expect(of("passkey_added", { lastMailedAtSeconds: NOW })).toBe("mail");
    expect(of("account_frozen", { lastMailedAtSeconds: NOW })).toBe("mail");
  });

  it("a sign-in is mailed from a new place only", () => {
    expect(of("session_opened")).toBe("mail");
    expect(of("session_opened", { isKnownPlace: true })).toBe("log_only");
  });

  it("a refused change waits for the approval that may follow, and is mailed when none does", () => {
    const judgedAt = NOW + APPROVAL_FOLLOWS_SECONDS;
    expect(of("credential_change_refused")).toEqual({ waitUntilSeconds: judgedAt });
    expect(of("credential_change_refused", { nowSeconds: judgedAt - 1 })).toEqual({ waitUntilSeconds: judgedAt });
    expect(of("credential_change_refused", { nowSeconds: judgedAt })).toBe("mail");
    expect(of("credential_change_refused", { nowSeconds: judgedAt, isApprovedSince: true })).toBe("log_only");
    expect(of("credential_change_refused", { isApprovedSince: true })).toBe("log_only");
  });

  it("routine stays in the log", () => {
    expect(of("session_signed_out")).toBe("log_only");
  });
});

describe("the text of a notice", () => {
  const notice = {
    words: EVENT_WORDS.passkey_added,
    atSeconds: Date.UTC(2026, 10, 8, 9, 5, 59) / 1_000,
    device: "Firefox on Linux",
    network: "203.0.113.0/24",
    phrase: "amber otter comet",
    freezeUrl: "https://app.example.com/freeze?token=abc",
    securityUrl: "https://app.example.com/security",
  };

  it("begins with the trader's words and says what, when, from where, and how to stop it", () => {
    const { subject, text } = noticeText(notice);
    expect(subject).toBe("Holdfast: Passkey added");
    expect(text.startsWith("Your words: amber otter comet\n")).toBe(true);
    for (const part of [notice.words.sentence, "When: 8 November 2026, 09:05 UTC", "Device: Firefox on Linux", "Network: 203.0.113.0/24"])
      expect(text).toContain(part);
    expect(text.split("\n")).toContain(notice.freezeUrl);
    expect(text).not.toContain("<");
  });

  it("says that a place is not known where nobody knows", () => {
    const { text } = noticeText({ ...notice, device: "", network: "unknown" });
    expect(text).toContain("Device: not known\nNetwork: not known");
  });

  it("names a new place in the subject", () => {
    expect(noticeText({ ...notice, words: EVENT_WORDS.session_opened }).subject).toContain("new to your account");
  });

  it("writes every month and midnight", () => {
    expect(timeInWords(Date.UTC(2027, 0, 1) / 1_000)).toBe("1 January 2027, 00:00 UTC");
    expect(timeInWords(Date.UTC(2026, 11, 31, 23, 59) / 1_000)).toBe("31 December 2026, 23:59 UTC");
  });
});

describe("the words of phrases", () => {
  it("are 256 different short ones", () => {
    expect(PHRASE_WORDS).toHaveLength(256);
    expect(new Set(PHRASE_WORDS).size).toBe(256);
    expect(PHRASE_WORDS.every((word) => /^[a-z]{3,11}$/.test(word))).toBe(true);
  });
});
