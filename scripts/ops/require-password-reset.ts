// `npm run ops:require-password-reset -- --all | --emails FILE [--per-second N] [--do]`: every account, or those listed one a line, needs a new password.
// Reads COGNITO_REGION, COGNITO_USER_POOL_ID and COGNITO_ENDPOINT as the product does; AWS by the machine's own credentials. Without --do it only counts.
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { openPoolAccounts } from "./pool-accounts";
import { resetPasswords, type ResetProgress } from "./reset-passwords";

const PER_SECOND = 5;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const stop = (text: string): never => {
  say(`${text} Nothing was done.`);
  process.exit(2);
};
const { values } = parseArgs({
  options: { all: { type: "boolean" }, emails: { type: "string" }, "per-second": { type: "string" }, do: { type: "boolean" } },
});
const environment = z
  .object({
    COGNITO_REGION: z.string().min(1),
    COGNITO_USER_POOL_ID: z.string().min(1),
    COGNITO_ENDPOINT: z.string().min(1).optional(),
  })
  .safeParse(process.env);
const perSecond = Number(values["per-second"] ?? PER_SECOND);

if ((values.all === true) === (values.emails !== undefined)) stop("Say whom: --all, or --emails FILE with one address a line.");
if (!(perSecond > 0)) stop("--per-second must be a number above zero.");
if (!environment.success) stop("COGNITO_REGION and COGNITO_USER_POOL_ID must be set, as for the product.");
else {
  const { COGNITO_REGION: region, COGNITO_USER_POOL_ID: userPoolId, COGNITO_ENDPOINT: endpoint } = environment.data;
  const pool = openPoolAccounts({ region, userPoolId, endpoint });
  const listed = values.emails === undefined ? null : readFileSync(values.emails, "utf8").split("\n");
  const emails = listed?.map((line) => line.trim()).filter((line) => line !== "") ?? null;
  const accounts = emails === null ? pool.all() : pool.named(emails);
  if (values.do === true) {
    const { failed } = await resetPasswords({ accounts, reset: pool.reset, pause, perSecond, note: (progress) => say(sentence(progress)) });
    for (const username of failed) say(`Not reached: ${username}`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  } else {
    let count = 0;
    for await (const { status } of accounts) if (status !== "RESET_REQUIRED") count += 1;
    say(`${String(count)} accounts would be asked for a new password, ${String(perSecond)} a second. Add --do to ask them.`);
  }
}

function sentence({ reset, already, impossible, failed }: ResetProgress): string {
  return `${String(reset)} reset, ${String(already)} were already, ${String(impossible)} have nothing to reset, ${String(failed.length)} not reached.`;
}
