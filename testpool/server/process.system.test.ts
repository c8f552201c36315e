import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { launchCommand, type LaunchedCommand } from "../testing/launch-command";
import { TEST_SEED_JSON, TRADER, TRADERS } from "../testing/test-seed";

const folder = mkdtempSync(join(tmpdir(), "holdfast-testpool-"));
const seedFile = join(folder, "seed.json");
writeFileSync(seedFile, JSON.stringify(TEST_SEED_JSON));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function launch(args: readonly string[], env: Record<string, string> = {}): LaunchedCommand {
  const command = launchCommand(args, env);
  children.push(command.child);
  return command;
}

async function signUp(url: string, username: string): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSCognitoIdentityProviderService.SignUp" },
    body: JSON.stringify({ ClientId: "publicclient00000000000000", Username: username, Password: "a fresh long passphrase" }),
  });
  return response.text();
}

const keySet = async (url: string) => (await fetch(`${url}/${TRADERS}/.well-known/jwks.json`)).text();

describe("the command", () => {
  test("says TEST ONLY and ready, and stops cleanly on SIGTERM", async () => {
    const { child, ended, ready } = launch(["--port", "0", "--seed", seedFile]);
    await ready();
    child.kill("SIGTERM");
    const { code, out, err } = await ended;
    expect(code).toBe(0);
    expect(err).toContain("TEST ONLY");
    expect(out.trim().split("\n")).toHaveLength(1);
  }, 30_000);

  test.each([{ NODE_ENV: "production" }, { HOLDFAST_MODE: "production" }])(
    "refuses production: %o",
    async (env) => {
      const { code, err } = await launch(["--port", "0", "--seed", seedFile], env).ended;
      expect(code).toBe(1);
      expect(err).toMatch(/^The test pool is TEST ONLY and refuses to start with .*=production\.\n$/);
    },
    30_000,
  );

  test("says in one sentence that the port is busy", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, err } = await launch(["--port", String(port), "--seed", seedFile]).ended;
    other.close();
    expect(code).toBe(1);
    expect(err).toBe(`Port ${port} is busy: the test pool cannot listen there. Stop what uses it or choose another with --port.\n`);
  }, 30_000);

  test("says what is wrong with its arguments or its seed", async () => {
    const badSeed = join(folder, "bad.json");
    writeFileSync(badSeed, JSON.stringify({ pools: [{ id: "no-underscore" }] }));
    const wrong: [string[], RegExp][] = [
      [["--port", "x", "--seed", seedFile], /--port must be a port number/],
      [["--port", "0"], /needs a seed file/],
      [["--port", "0", "--seed", join(folder, "missing.json")], /cannot be read/],
      [["--port", "0", "--seed", badSeed], /pools\[0\]\.id/],
      [["--what"], /Unknown option/],
      [["--port", "0", "--seed", seedFile, "--triggers", join(folder, "missing.mjs")], /missing\.mjs cannot be loaded/],
    ];
    for (const [args, sentence] of wrong) {
      const { code, err } = await launch(args).ended;
      expect(code).toBe(1);
      expect(err).toMatch(sentence);
      expect(err).not.toContain("    at ");
    }
  }, 60_000);

  test("runs the triggers of its --triggers file", async () => {
    const triggersFile = join(folder, "triggers.mjs");
    writeFileSync(
      triggersFile,
      `export default { "${TRADERS}": { PreSignUp: (event) => { throw new Error("not " + event.userName); } } };`,
    );
    const { ready } = launch(["--port", "0", "--seed", seedFile, "--triggers", triggersFile]);
    const answer = await signUp(await ready(), "mallory");
    expect(JSON.parse(answer)).toEqual({
      __type: "UserLambdaValidationException",
      message: "PreSignUp failed with error not mallory.",
    });
  }, 30_000);

  test("ends by itself when the process that it belongs to dies", async () => {
    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    children.push(parent);
    const { ended, ready } = launch(["--port", "0", "--seed", seedFile], { HOLDFAST_PARENT_PID: String(parent.pid) });
    await ready();
    parent.kill("SIGKILL");
    expect((await ended).code).toBe(0);
  }, 30_000);
});

describe("the state", () => {
  test("survives kill -9 with everything that was answered, and so do the keys and the clock", async () => {
    const dataDir = join(folder, "data");
    const args = ["--port", "0", "--seed", seedFile, "--data", dataDir, "--clock-file", join(folder, "clock")];
    const first = launch(args);
    const url = await first.ready();
    const keys = await keySet(url);
    const answered: string[] = [];
    const writing = (async () => {
      for (let count = 0; ; count += 1) {
        if ((await signUp(url, `user-${count}`)).includes("UserSub")) answered.push(`user-${count}`);
      }
    })().catch(() => undefined);
    await fetch(`${url}/_testpool/clock`, { method: "POST", body: '{"advanceSeconds":77}' });
    while (answered.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    first.child.kill("SIGKILL");
    await first.ended;
    await writing;
    appendFileSync(join(dataDir, "state.jsonl"), '[["users","torn'); // A write that the kill cut short.

    const second = launch(args);
    const again = await second.ready();
    for (const username of answered) expect(await signUp(again, username)).toContain("UsernameExistsException");
    expect(await signUp(again, "somebody-new")).toContain("UserSub");
    expect(await keySet(again)).toBe(keys);
    expect(await (await fetch(`${again}/_testpool/clock`)).json()).toMatchObject({ offsetSeconds: 77 });
    expect(readFileSync(join(folder, "clock"), "utf8")).toBe("77\n");
  }, 60_000);

  test("is readable by its owner only, and holds no password", () => {
    const dataDir = join(folder, "data");
    for (const name of ["state.jsonl", "keys.json"]) expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, "state.jsonl"), "utf8")).not.toContain(TRADER.password);
  });
});
