import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { launchCommand, type LaunchedCommand } from "../testing/launch-command";
import { TEST_SEED_JSON, TRADERS } from "../testing/test-seed";

const ROUNDS = process.env["HOLDFAST_SOAK"] === "1" ? 60 : 5;
const WRITERS = 4;
const PASSWORD = "a fresh long passphrase";
const SPARE = "eu-central-1_Spare00001";
const SPARE_SEED = { pools: [{ id: SPARE, autoVerifiedAttributes: ["email"], aliasAttributes: ["email"], clients: [{ id: "spare" }] }] };

const folder = mkdtempSync(join(tmpdir(), "holdfast-kill-"));
const seedFile = join(folder, "seed.json");
writeFileSync(seedFile, JSON.stringify(TEST_SEED_JSON));
const args = ["--port", "0", "--seed", seedFile, "--data", join(folder, "data"), "--clock-file", join(folder, "clock")];
const launched: LaunchedCommand[] = [];

afterEach(() => {
  for (const { child } of launched.splice(0)) child.kill("SIGKILL");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function launch(): LaunchedCommand {
  const command = launchCommand(args);
  launched.push(command);
  return command;
}

async function call(url: string, operation: string, body: object): Promise<string> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
  return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).text();
}

async function control(url: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return (await (await fetch(`${url}/_testpool/${path}`, sent)).json()) as Record<string, unknown>;
}

/** What the pool has said yes to; only that is held against it. */
interface Answered {
  readonly signedUp: Set<string>;
  readonly confirmed: Set<string>;
  readonly codes: Map<string, string>;
  offsetSeconds: number;
}

const signUp = (url: string, Username: string, ClientId = "publicclient00000000000000") =>
  call(url, "SignUp", { ClientId, Username, Password: PASSWORD, UserAttributes: [{ Name: "email", Value: `${Username}@example.test` }] });
const confirm = (url: string, Username: string, ConfirmationCode: string) =>
  call(url, "ConfirmSignUp", { ClientId: "publicclient00000000000000", Username, ConfirmationCode });

async function newestCode(url: string, to: string): Promise<string> {
  const messages = (await control(url, `outbox?to=${to}`))["messages"] as { code: string }[];
  return messages.at(-1)?.code ?? "";
}

/** Signs up, reads the code, confirms and moves the clock, until the pool is gone. */
async function write(url: string, name: string, answered: Answered): Promise<void> {
  for (let count = 0; ; count += 1) {
    const username = `${name}-${count}`;
    if (!(await signUp(url, username)).includes("UserSub")) continue;
    answered.signedUp.add(username);
    const code = await newestCode(url, `${username}@example.test`);
    answered.codes.set(username, code);
    if (count % 2 === 0 && !(await confirm(url, username, code)).includes("__type")) answered.confirmed.add(username);
    if (count % 3 === 0) answered.offsetSeconds = Number((await control(url, "clock", { advanceSeconds: 1 }))["offsetSeconds"]);
    if (count % 5 === 0) await control(url, "reset", { poolId: SPARE });
  }
}

/** Holds the pool to everything that it answered in this round. */
async function check(url: string, { signedUp, confirmed, codes, offsetSeconds }: Answered): Promise<void> {
  for (const username of signedUp) {
    expect(await signUp(url, username), username).toContain("UsernameExistsException");
    expect(await newestCode(url, `${username}@example.test`), username).toMatch(/^\d{6}$/);
    const again = await confirm(url, username, codes.get(username) ?? "000000");
    // A confirmation whose answer the kill took may have happened or not; one that was answered has.
    if (confirmed.has(username)) expect(again, username).toContain("Current status is CONFIRMED");
    else if (codes.has(username)) expect(again, username).toMatch(/^(?!.*__type)|Current status is CONFIRMED/);
  }
  expect(Number((await control(url, "clock"))["offsetSeconds"])).toBeGreaterThanOrEqual(offsetSeconds);
}

test(
  "whatever was answered is there after every SIGKILL, during writes and during the start",
  async () => {
    const first = launch();
    const firstUrl = await first.ready();
    const keySet = async (url: string) => (await fetch(`${url}/${TRADERS}/.well-known/jwks.json`)).text();
    const keys = await keySet(firstUrl);
    await control(firstUrl, "seed", SPARE_SEED);
    first.child.kill("SIGKILL");
    await first.ended;
    let kept = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // A kill at any moment of the start, when the state is read and written anew, must cost nothing either.
      const early = launch();
      setTimeout(() => early.child.kill("SIGKILL"), randomInt(20, 600));
      await early.ended;
      const command = launch();
      const url = await command.ready();
      const answered: Answered = { signedUp: new Set(), confirmed: new Set(), codes: new Map(), offsetSeconds: 0 };
      const names = Array.from({ length: WRITERS }, (_, writer) => `round${round}-${writer}`);
      const writing = names.map((name) => write(url, name, answered).catch(() => undefined));
      while (answered.signedUp.size < 8) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, randomInt(0, 200)));
      command.child.kill("SIGKILL");
      await Promise.all([command.ended, ...writing]);
      const again = launch();
      const againUrl = await again.ready();
      await check(againUrl, answered);
      expect(await keySet(againUrl)).toBe(keys);
      expect(await signUp(againUrl, `spare-${round}`, "spare")).toMatch(/UserSub|InvalidPasswordException/);
      kept += answered.signedUp.size;
      again.child.kill("SIGKILL");
      await again.ended;
    }
    expect(kept).toBeGreaterThanOrEqual(8 * ROUNDS);
  },
  ROUNDS * 30_000,
);
