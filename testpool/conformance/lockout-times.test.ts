import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { refusalOf, tokensOf } from "../testing/drive-pool";
import { sendTo, usePool } from "../testing/use-pool";
import { ADA, MAIN_CLIENT, startClientPool } from "./client-pool";

const RUNS = process.env["HOLDFAST_SOAK"] === "1" ? 25 : 1;
const FAILURES_MAX = 20;

const running = usePool({ beforeAll, beforeEach, afterAll }, startClientPool);
const send = sendTo(running, cognito);

/** AWS's own formula, written down a second time: nothing below 5 failures, then 2^(n−5) seconds, about 15 minutes at most. */
const lockOf = (failures: number): number => (failures < 5 ? 0 : Math.min(2 ** (failures - 5), 900));

const signIn = (PASSWORD: string) =>
  send("InitiateAuth", {
    ClientId: MAIN_CLIENT.id,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: ADA.username, PASSWORD },
  });
const messageOf = async (password: string) => (await refusalOf(signIn(password))).message;

/** Fails once for each lock on the way to 20, with so many tries during each lock that must neither count nor extend it. */
async function walk(triesWhileLocked: readonly number[]): Promise<void> {
  running.pool.reset();
  for (let failures = 1; failures <= FAILURES_MAX; failures += 1) {
    expect(await messageOf("a wrong passphrase"), `failure ${failures}`).toBe("Incorrect username or password.");
    const seconds = lockOf(failures);
    if (seconds === 0) continue;
    running.pool.advanceClock(seconds - 1);
    for (let early = 0; early <= (triesWhileLocked[failures - 1] ?? 0); early += 1) {
      expect(await messageOf(ADA.password), `a second before ${seconds} s are over`).toBe("Password attempts exceeded");
    }
    running.pool.advanceClock(1);
  }
  tokensOf(await signIn(ADA.password));
}

test("the lock after n failures is 2^(n-5) seconds for n = 0…20, however often it is tried meanwhile", async () => {
  tokensOf(await signIn(ADA.password));
  const tries = fc.array(fc.nat(3), { minLength: FAILURES_MAX, maxLength: FAILURES_MAX });
  await fc.assert(fc.asyncProperty(tries, walk), { numRuns: RUNS });
}, 120_000);

test("a success forgets the failures before it", async () => {
  running.pool.reset();
  for (let failures = 1; failures <= 4; failures += 1) await refusalOf(signIn("a wrong passphrase"));
  tokensOf(await signIn(ADA.password));
  for (let failures = 1; failures <= 4; failures += 1) await refusalOf(signIn("a wrong passphrase"));
  tokensOf(await signIn(ADA.password));
});
