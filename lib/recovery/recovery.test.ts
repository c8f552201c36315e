import { describe, expect, it } from "vitest";
import {
  RECOVERY_CANCEL_WINDOW_SECONDS,
  RECOVERY_CANCELS_MAX,
  RECOVERY_READY_SECONDS,
  RECOVERY_WAIT_SECONDS,
} from "@/lib/policy/account-policy";
import { outcomeOfCancel, recoveryStanding, type Recovery } from "./judge-recovery";
import { readRecoveryAnswer, writeRecoveryAnswer } from "./recovery-answer";
import { readRecoveryCode, writeRecoveryCode } from "./recovery-code";

const NOW = 1_000_000_000;
const recovery = (changes: Partial<Recovery> = {}): Recovery => ({
  id: "0f8e2d1c-0000-4000-8000-000000000000",
  startedAtSeconds: NOW,
  readyAtSeconds: NOW + RECOVERY_WAIT_SECONDS,
  lapsesAtSeconds: NOW + RECOVERY_WAIT_SECONDS + RECOVERY_READY_SECONDS,
  outcome: null,
  endedAtSeconds: null,
  settledAtSeconds: null,
  ...changes,
});
const cancelled = (endedAtSeconds: number): Recovery => recovery({ outcome: "cancelled", endedAtSeconds });

describe("a recovery code", () => {
  it("has 80 bits in four groups, and every bit of them counts", () => {
    expect(writeRecoveryCode(new Uint8Array(10))).toBe("0000-0000-0000-0000");
    expect(writeRecoveryCode(new Uint8Array(10).fill(255))).toBe("ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    const codes = Array.from({ length: 80 }, (_, bit) => {
      const bytes = new Uint8Array(10);
      bytes[Math.floor(bit / 8)] = 1 << (bit % 8);
      return writeRecoveryCode(bytes);
    });
    expect(new Set(codes).size).toBe(80);
  });

  it("is read in any case, with or without dashes and spaces, and with letters that look like its digits", () => {
    const code = "01AB-CDEF-GHJK-MNPQ";
    for (const typed of [
      code,
      "01abcdefghjkmnpq",
      " 01ab cdef ghjk mnpq ",
      "O1AB-CDEF-GHJK-MNPQ",
      "oIab–cdef–ghjk–mnpq",
      "0lAB-CDEF-GHJK-MNPQ",
    ])
      expect(readRecoveryCode(typed), typed).toBe(code);
  });

  it("is nothing else", () => {
    for (const typed of ["", "01AB-CDEF-GHJK-MNP", "01AB-CDEF-GHJK-MNPQR", "01AB-CDEF-GHJK-MNPU", "01AB-CDEF-GHJK-MNP*"])
      expect(readRecoveryCode(typed), typed).toBeNull();
  });
});

describe("an answer at the recovery step", () => {
  it("is read as it was written", () => {
    for (const answer of [
      { kind: "mail" },
      { kind: "code", text: "a:b" },
      { kind: "start", text: "1" },
      { kind: "finish", text: "2" },
    ] as const)
      expect(readRecoveryAnswer(writeRecoveryAnswer(answer))).toEqual(answer);
  });

  it("is nothing else", () => {
    for (const text of ["", "code:", "mail:1", "Mail", "start", "ticket:x", `code:${"x".repeat(65)}`, "code:a\nb"])
      expect(readRecoveryAnswer(text), text).toBeNull();
  });
});

describe("where a recovery stands", () => {
  const at = (nowSeconds: number, ...rows: readonly Recovery[]) => recoveryStanding(rows, nowSeconds).state;
  const ready = NOW + RECOVERY_WAIT_SECONDS;

  it("waits to its last second, is ready from then on, and lapses", () => {
    expect(at(NOW, recovery())).toBe("waiting");
    expect(at(ready - 1, recovery())).toBe("waiting");
    expect(at(ready, recovery())).toBe("ready");
    expect(at(ready + RECOVERY_READY_SECONDS - 1, recovery())).toBe("ready");
    expect(at(ready + RECOVERY_READY_SECONDS, recovery())).toBe("none");
  });

  it("is none after its end, and disputed until the desk has settled that", () => {
    expect(at(NOW)).toBe("none");
    expect(at(NOW, cancelled(NOW))).toBe("none");
    expect(at(ready, recovery({ outcome: "completed", endedAtSeconds: ready }))).toBe("none");
    const disputed = recovery({ outcome: "disputed", endedAtSeconds: NOW });
    expect(at(NOW + 10 * RECOVERY_CANCEL_WINDOW_SECONDS, disputed)).toBe("disputed");
    expect(at(NOW, { ...disputed, settledAtSeconds: NOW })).toBe("none");
  });

  it("becomes a dispute with the third cancel within thirty days, and not with one that is older", () => {
    expect(RECOVERY_CANCELS_MAX).toBe(3);
    expect(outcomeOfCancel([], NOW)).toBe("cancelled");
    expect(outcomeOfCancel([cancelled(NOW - 5)], NOW)).toBe("cancelled");
    expect(outcomeOfCancel([cancelled(NOW - 5), cancelled(NOW - 9)], NOW)).toBe("disputed");
    const edge = NOW - RECOVERY_CANCEL_WINDOW_SECONDS;
    expect(outcomeOfCancel([cancelled(NOW - 5), cancelled(edge)], NOW)).toBe("cancelled");
    expect(outcomeOfCancel([cancelled(NOW - 5), cancelled(edge + 1)], NOW)).toBe("disputed");
  });

  it("counts cancels anew once the desk has settled a dispute", () => {
    const settled = recovery({ outcome: "disputed", endedAtSeconds: NOW - 4, settledAtSeconds: NOW - 3 });
    expect(outcomeOfCancel([cancelled(NOW - 5), cancelled(NOW - 9), settled], NOW)).toBe("cancelled");
    expect(outcomeOfCancel([cancelled(NOW - 1), cancelled(NOW - 2), settled], NOW)).toBe("disputed");
  });

  it("stays closed for as long as the desk has said, to the second", () => {
    const closed = recovery({ outcome: "disputed", endedAtSeconds: NOW - 4, settledAtSeconds: NOW + 1 });
    expect(recoveryStanding([closed], NOW).state).toBe("closed");
    expect(recoveryStanding([closed], NOW + 1).state).toBe("none");
  });
});
