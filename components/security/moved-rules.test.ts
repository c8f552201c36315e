import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { waitText } from "@/components/ui/wait-text";
import { HOLDS, RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { MOVED_RULES } from "./moved-rules";

describe("what is told to somebody whose account moved", () => {
  it("names each wait with the policy's own figure", () => {
    const text = MOVED_RULES.map(({ now }) => now).join("\n");
    for (const seconds of [HOLDS.password_reset.seconds, HOLDS.first_factor.seconds, HOLDS.delayed_recovery.seconds, RECOVERY_WAIT_SECONDS])
      expect(text).toContain(waitText(seconds));
  });

  it("is the table of docs/migration.md, row by row", () => {
    const table = MOVED_RULES.map(({ topic, before, now }) => `| ${topic} | ${before} | ${now} |`).join("\n");
    expect(readFileSync("docs/migration.md", "utf8")).toContain(table);
  });

  it("is written in plain words", () => {
    for (const { topic, before, now } of MOVED_RULES) expect(`${topic} ${before} ${now}`).not.toMatch(/!|please|token|JWT|SMS|_/i);
  });
});
