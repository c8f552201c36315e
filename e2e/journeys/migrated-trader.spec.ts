// Somebody of another user store at our screens: imported by the command, in by the mailbox, and told what changed.
import AxeBuilder from "@axe-core/playwright";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { HOLDS } from "@/lib/policy/account-policy";
import type { Installation } from "@/scripts/stack/installation";
import { E2E_DATA, type HarnessFacts } from "../support/harness-facts";
import { expect, test } from "../support/journey";
import { enterCode, enterPassword } from "../support/person-at-screen";
import { TotpCodes } from "../support/totp-codes";

/** Imports one person into the run's pool, as whoever migrates does. */
async function importPerson({ productEnvironment, poolUrl, stackFolder }: HarnessFacts, email: string): Promise<void> {
  const file = join(E2E_DATA, `movers-${randomUUID()}.ndjson`);
  writeFileSync(file, JSON.stringify({ legacyId: randomUUID(), email, emailVerified: true, status: "active" }));
  const { COGNITO_REGION, COGNITO_USER_POOL_ID, DATABASE_URL = "" } = productEnvironment;
  const { rolePasswords } = JSON.parse(readFileSync(join(stackFolder, "installation.json"), "utf8")) as Installation;
  const keeper = Object.assign(new URL(DATABASE_URL), { username: "holdfast_keeper", password: rolePasswords.keeper });
  const settings = { COGNITO_REGION, COGNITO_USER_POOL_ID, COGNITO_ENDPOINT: poolUrl, MIGRATION_DATABASE_URL: keeper.href };
  const env = { ...process.env, ...settings, LEGACY_NAME_KEY: "m".repeat(43), AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const command = ["--conditions=react-server", "--import", "tsx", "scripts/migrate-users.ts", "import", file, "--apply"];
  await promisify(execFile)(process.execPath, command, { env });
}

test("a trader of another store chooses a password by mail, sets up an authenticator, and is told what changed until they have read it", async ({
  page,
  journey,
}) => {
  const { harness, watch } = journey;
  const email = `mover-${randomUUID()}@holdfast.test`;
  await importPerson(harness.facts, email);

  await page.goto("/recover/password");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send the code" }).click();
  const password = `A moved harbour ${randomUUID()}`;
  await page.getByLabel("Code from the email").fill(await harness.control.mailedCode(email));
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Replace password" }).click();
  await page.getByRole("link", { name: "Go to sign in" }).click();
  await enterPassword(page, { email, password });
  const key = await page.getByTestId("authenticator-key").innerText();
  await enterCode(page, harness, new TotpCodes(key.replaceAll(/\s/g, "")));

  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  await expect(page.getByText(/on hold until/).first()).toBeVisible();
  await page.getByRole("link", { name: "Read what changed" }).click();
  await expect(page.getByRole("heading", { name: "What changed when your account moved" })).toBeVisible();
  await expect(page.getByText(`wait ${String(HOLDS.password_reset.seconds / 3_600)} h`).first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await watch.look(page);
  await page.getByRole("button", { name: "I have read this" }).click();
  await expect(page.getByText("You have read this.")).toBeVisible();
  await page.goto("/portfolio");
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  await expect(page.getByText("Your account has moved here.")).toHaveCount(0);
});
