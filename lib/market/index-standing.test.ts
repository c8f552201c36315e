import { expect, test } from "vitest";
import { isIndexLive, LIVE_BLOCKS_BEHIND_MAX, LIVE_SILENCE_SECONDS_MAX } from "./index-standing";

const NOW = 1_790_000_000;
const live = { indexedBlock: 100, headBlock: 100 + LIVE_BLOCKS_BEHIND_MAX, reportedAtSeconds: NOW - LIVE_SILENCE_SECONDS_MAX };

test("an index is live while its indexer reports and it is at the head or a few blocks behind", () => {
  expect(isIndexLive(live, NOW)).toBe(true);
  expect(isIndexLive({ ...live, headBlock: live.headBlock + 1 }, NOW)).toBe(false);
  expect(isIndexLive(live, NOW + 1)).toBe(false);
  expect(isIndexLive({ ...live, indexedBlock: null }, NOW)).toBe(false);
  expect(isIndexLive({ ...live, headBlock: null }, NOW)).toBe(false);
});
