// `npm run migrate-users -- import FILE`: people of another user store become users of the pool. It writes nothing unless it is told to, may be stopped
// at any moment, and may be run again as often as one likes.
import { createWriteStream } from "node:fs";
import { legacyUsername } from "@/infra/triggers/legacy-username";
import { reportText } from "@/lib/migration/migration-report";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { countTwins } from "./migrate/count-twins";
import { openImportJournal } from "./migrate/import-journal";
import { parseMigrationArguments, type MigrationArguments } from "./migrate/migration-arguments";
import { parseMigrationSettings, type MigrationSettings } from "./migrate/migration-settings";
import { ExportError } from "./migrate/read-rows";
import { runImport } from "./migrate/run-import";
import { openUserDirectory } from "./migrate/user-directory";

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function importFile({ file, isApplied, way, problemsFile }: MigrationArguments, settings: MigrationSettings): Promise<void> {
  const twins = await countTwins(file);
  const directory = openUserDirectory(settings);
  const database = createDatabase({ url: settings.databaseUrl.reveal(), poolSize: 8 });
  const problems = problemsFile === null ? null : createWriteStream(problemsFile, { mode: 0o600 });
  try {
    const owners = await directory.readOwners();
    say(`${String(twins.rows)} rows; the pool ${settings.userPoolId} has ${String(owners.size)} proven addresses.`);
    const ground = {
      ...{ directory, journal: openImportJournal(database), twins, owners, isApplied, way },
      usernameOf: (legacyId: string) => legacyUsername(settings.nameKey.reveal(), legacyId),
      nowSeconds: () => Math.floor(Date.now() / 1_000),
    };
    const report = await runImport(file, ground, {
      progress: ({ rows, outcomes }, all) => {
        say(`${String(rows)} of ${String(all)} rows: ${String(outcomes.created)} created, ${String(outcomes.unchanged)} unchanged`);
      },
      problem: (row) => problems?.write(`${JSON.stringify(row)}\n`),
    });
    process.stdout.write(reportText(report, isApplied));
  } finally {
    problems?.end();
    await database.close();
  }
}

/** Answers the exit code: 0 when the file was gone through, 2 for a wrong call, 1 when it stopped half way. */
async function main(typed: readonly string[]): Promise<number> {
  const call = parseMigrationArguments(typed);
  const settings = parseMigrationSettings(process.env);
  if (!call.ok || !settings.ok) {
    say(call.ok ? (settings.ok ? "" : settings.refusal) : call.refusal);
    return 2;
  }
  try {
    await importFile(call.value, settings.value);
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
    if (error instanceof ExportError || (error instanceof Error && "code" in error && error.code === "ENOENT")) {
      say(reason);
      return 2;
    }
    say(`Stopped: ${reason}. What was imported stays; run it again to go on.`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
