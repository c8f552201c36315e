import { expect, test } from "vitest";
import { formatSrpTimestamp, isFreshTimestamp, parseSrpTimestamp } from "./srp-timestamp";

const NOW_MS = Date.UTC(2026, 10, 5, 9, 3, 7);

test("a timestamp has the form that Cognito's clients write", () => {
  expect(formatSrpTimestamp(NOW_MS)).toBe("Thu Nov 5 09:03:07 UTC 2026");
  expect(parseSrpTimestamp("Thu Nov 5 09:03:07 UTC 2026")).toBe(NOW_MS);
});

test("any other form is no timestamp", () => {
  const bad = [
    "",
    "Thu Nov 05 09:03:07 UTC 2026",
    "Fri Nov 5 09:03:07 UTC 2026",
    "Thu Nov 5 9:03:07 UTC 2026",
    "Thu Nov 5 09:03:07 CET 2026",
    "thu nov 5 09:03:07 UTC 2026",
    "Thu Nov 31 09:03:07 UTC 2026",
    "Thu Nov 5 25:03:07 UTC 2026",
    "2026-11-05T09:03:07Z",
    " Thu Nov 5 09:03:07 UTC 2026",
  ];
  for (const text of bad) expect(parseSrpTimestamp(text), text).toBeNull();
});

test("a timestamp is fresh within a minute of any clock that counts, and stale beyond", () => {
  const text = formatSrpTimestamp(NOW_MS);
  expect(isFreshTimestamp(text, [NOW_MS + 60_000])).toBe(true);
  expect(isFreshTimestamp(text, [NOW_MS - 60_000])).toBe(true);
  expect(isFreshTimestamp(text, [NOW_MS + 86_400_000, NOW_MS])).toBe(true);
  expect(isFreshTimestamp(text, [NOW_MS + 60_001])).toBe(false);
  expect(isFreshTimestamp(text, [NOW_MS - 60_001])).toBe(false);
});
