import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { poolListSchema } from "@/lib/contracts/pool-list";
import { demoReport } from "./demo-report";
import type { Stack } from "./start-stack";

test("the launcher says that the markets are simulated, and from which seed", () => {
  const market = { id: "base-local", pairs: [{}, {}, {}] };
  const none = { users: [] };
  const report = demoReport({
    ...{ origin: "http://localhost:3000", poolUrl: "", dataDir: "", chainUrl: "", custody: "0x" },
    ...{ installation: { traders: none, staff: none }, market: { seed: "holdfast", markets: [market, market] } },
  } as unknown as Stack);
  expect(report).toContain(
    'Markets         are simulated: 6 pairs on 2 local chains, traded by programs (seed "holdfast"); no price of them is real',
  );
});

test("the README's pool list is one that the indexer takes, and it does not count as simulated", () => {
  const example = /```json\n([^]*?)```/.exec(readFileSync("README.md", "utf8"))?.[1] ?? "";
  expect(poolListSchema.parse(JSON.parse(example)).networks).toMatchObject([{ id: "ethereum", chainId: 1, isSimulated: false }]);
});
