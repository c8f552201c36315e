// The command as an operator types it, against the local pool in a process of its own.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { AdminGetUserCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { type SeededTrader, seedTraders, startUserPool, type UserPool } from "@/lib/testing/start-user-pool";

const folder = mkdtempSync(path.join(tmpdir(), "holdfast-ops-"));
const { enrolled, second, newcomer } = seedTraders();
let pool: UserPool;
beforeAll(async () => {
  pool = await startUserPool([enrolled, second, newcomer]);
});
afterAll(async () => {
  await pool.stop();
  rmSync(folder, { recursive: true, force: true });
});

const { PATH = "" } = process.env;
async function npmRun(...typed: readonly string[]): Promise<{ readonly code: number; readonly shown: string }> {
  const { COGNITO_REGION, COGNITO_USER_POOL_ID } = TEST_ENVIRONMENT;
  const env = { PATH, HOME: folder, NODE_ENV: "production", COGNITO_REGION, COGNITO_USER_POOL_ID, COGNITO_ENDPOINT: pool.url } as const;
  const args = ["run", "--silent", "ops:require-password-reset", "--", ...typed];
  return promisify(execFile)("npm", args, { env }).then(
    ({ stdout }) => ({ code: 0, shown: stdout }),
    (error: unknown) => {
      const { code, stdout } = error as { code: number; stdout: string };
      return { code, shown: stdout };
    },
  );
}
async function statusOf({ email }: SeededTrader): Promise<string | undefined> {
  const client = new CognitoIdentityProviderClient({
    ...{ region: TEST_ENVIRONMENT.COGNITO_REGION, endpoint: pool.url, credentials: { accessKeyId: "local", secretAccessKey: "local" } },
  });
  return (await client.send(new AdminGetUserCommand({ UserPoolId: TEST_ENVIRONMENT.COGNITO_USER_POOL_ID, Username: email }))).UserStatus;
}

describe("npm run ops:require-password-reset", () => {
  it("does nothing unless told to, and says what it would do", async () => {
    expect(await npmRun("--all")).toMatchObject({ code: 0, shown: expect.stringContaining("3 accounts would be asked") as string });
    expect(await statusOf(enrolled)).toBe("CONFIRMED");
    expect(await npmRun("--do")).toMatchObject({ code: 2 });
  });

  it("reaches those who are listed, then everybody else, and mails each a code once", async () => {
    const file = path.join(folder, "emails");
    writeFileSync(file, `${enrolled.email}\nnobody@holdfast.test\n`);
    expect((await npmRun("--emails", file, "--per-second", "100", "--do")).shown).toContain("1 reset, 0 were already");
    expect(await Promise.all([enrolled, second].map(statusOf))).toEqual(["RESET_REQUIRED", "CONFIRMED"]);
    expect((await npmRun("--all", "--per-second", "100", "--do")).shown).toContain("2 reset, 1 were already");
    expect(await statusOf(newcomer)).toBe("RESET_REQUIRED");
    const { messages } = (await pool.control(`outbox?to=${encodeURIComponent(enrolled.email)}`)) as { messages: unknown[] };
    expect(messages).toHaveLength(1);
  });
});
