// docs/monitoring.md tells the figures of the rules; it tells the ones that are in force.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SUBJECTS_MAX } from "./judge-events";
import { QUIET_SECONDS, THRESHOLDS } from "./thresholds";

const page = readFileSync("docs/monitoring.md", "utf8");
const rowOf = (rule: string): string => page.split("\n").find((line) => line.startsWith(`| \`${rule}\` |`)) ?? "";

const RULES: readonly (readonly [rule: string, figures: Readonly<Record<string, number>>])[] = [
  ["failures-at-one-account", THRESHOLDS.failuresAtOneAccount],
  ["second-factor-at-one-account", THRESHOLDS.secondFactorAtOneAccount],
  ["password-spray", { ...THRESHOLDS.passwordSpray, share: THRESHOLDS.passwordSpray.share * 100 }],
  ["credential-stuffing", { ...THRESHOLDS.credentialStuffing, share: THRESHOLDS.credentialStuffing.share * 100 }],
  ["enumeration", { ...THRESHOLDS.enumeration, share: THRESHOLDS.enumeration.share * 100 }],
  ["recovery-probe-at-one-account", THRESHOLDS.recoveryAtOneAccount],
  ["recovery-probe", THRESHOLDS.recoveryFromOneNetwork],
  ["change-without-proof", { windowSeconds: THRESHOLDS.refusedChanges.windowSeconds }],
  ["refused-changes", THRESHOLDS.refusedChanges],
  ["change-from-unknown-device", THRESHOLDS.changeFromUnknownDevice],
  ["stolen-session", THRESHOLDS.stolenSession],
  ["challenge-failures", THRESHOLDS.challengeFailures],
  ["challenge-abandons", THRESHOLDS.challengeAbandons],
  ["token-failures", { ...THRESHOLDS.tokenFailures, keys: THRESHOLDS.unknownKeys.keys }],
  ["pool-change", THRESHOLDS.poolChange],
];

describe("docs/monitoring.md", () => {
  it.each(RULES)("tells the figures of %s", (rule, figures) => {
    const row = rowOf(rule);
    for (const [name, figure] of Object.entries(figures))
      expect(row, name).toMatch(new RegExp(`(?<!\\d)${Math.round(figure).toString()}(?!\\d)`));
  });

  it("tells how long an alert is open, and when places are told together", () => {
    expect(page).toContain(`After ${QUIET_SECONDS.toString()} s`);
    expect(page).toContain(`More than ${SUBJECTS_MAX.toString()} subjects`);
  });
});
