// The package as npm would hand it to another team: what it leaves out must not be missed.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { PUBLIC, TEST_SEED_JSON, TRADER } from "../testing/test-seed";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

/** Packs the package, unpacks it somewhere else, and gives it the packages that it names. */
function unpack(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-testpool-package-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: PACKAGE, encoding: "utf8" }),
  ) as [{ filename: string }];
  execFileSync("tar", ["xzf", join(folder, packed.filename), "-C", folder]);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return join(folder, "package");
}

test("the packed package starts without the repository around it, and signs nobody in with a wrong proof", async () => {
  const folder = unpack();
  for (const left of ["testing", "contract", "conformance", "server/amplify.test.ts"])
    expect(existsSync(join(folder, left)), left).toBe(false);
  const seedFile = join(folder, "seed.json");
  writeFileSync(seedFile, JSON.stringify(TEST_SEED_JSON));
  const child = spawn(process.execPath, [join(folder, "bin/holdfast-testpool.mjs"), "--seed", seedFile, "--port", "0"], {
    env: { PATH: process.env["PATH"], NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const url = /^ready (\S+)$/m.exec(line.toString())?.[1];
  expect(url).toBeDefined();
  const ask = async (session: string): Promise<unknown> => {
    const answer = await fetch(`${url ?? ""}/`, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSCognitoIdentityProviderService.RespondToAuthChallenge",
      },
      body: JSON.stringify({
        ClientId: PUBLIC.id,
        ChallengeName: "SOFTWARE_TOKEN_MFA",
        Session: session,
        ChallengeResponses: { USERNAME: TRADER.username, SOFTWARE_TOKEN_MFA_CODE: "123456" },
      }),
    });
    return ((await answer.json()) as { __type?: unknown }).__type;
  };
  expect(await ask("an-invented-session-of-some-length")).toBe("NotAuthorizedException");
});
