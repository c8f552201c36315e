// `npm run attack` as it is typed, against the running product: the command itself, the front door, the worker and the mailbox. Every attack is paired with its
// alert in worker/alerts/attacks.system.test.ts, where nobody else attacks at the same time.
import { spawn } from "node:child_process";
import { expect, test } from "@playwright/test";
import { openHarness } from "../support/harness";

const { PATH = "" } = process.env;

function attack(typed: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<{ code: number | null; said: string }> {
  const { origin, ports, poolUrl } = openHarness().facts;
  const env = {
    PATH,
    NODE_ENV: "test",
    APP_ORIGIN: origin,
    PORT: String(ports[0]),
    TESTPOOL_PORT: new URL(poolUrl).port,
    ...more,
  } as const;
  const child = spawn("npm", ["run", "--silent", "attack", "--", ...typed], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

test("npm run attack -- forged-tokens raises the one alert that it names, in the mailbox", async () => {
  const { code, said } = await attack(["forged-tokens"]);
  expect(said).toContain("20 × 401");
  expect(said).toMatch(/ALERT token_failures \(token_forgery\) at network:127\.\d+\.1\.0\/24/);
  expect([code, said.includes("WRONG")]).toEqual([0, false]);
});

test("npm run attack goes nowhere else, and says what can be typed", async () => {
  const elsewhere = await attack(["spray"], { APP_ORIGIN: "https://holdfast.example" });
  expect([elsewhere.code, elsewhere.said]).toEqual([2, expect.stringContaining("this machine only")]);
  const unknown = await attack(["nonsense"]);
  expect([unknown.code, unknown.said]).toEqual([2, expect.stringContaining("recovery-probe")]);
});
