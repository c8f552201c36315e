// One embedded PostgreSQL per integration run, in a temporary folder, gone with the run however the run ends. Tests get copies of
// one migrated template, so that none of them pays for migrations and none can see another's rows.
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { provisionRoles, type RolePasswords, type RoleUrls } from "@/lib/server/postgres/provision-roles";
import { runMigrations } from "@/lib/server/postgres/run-migrations";
import { MARKER } from "@/scripts/stack/shared-folder";
import { startGuard } from "@/scripts/stack/start-guard";
import { startPostgres } from "@/scripts/stack/start-postgres";

/** What the run's server offers to tests: the superuser's url, and the role urls of the migrated template. */
export interface TestPostgres {
  readonly superuserUrl: string;
  readonly template: RoleUrls;
}

declare module "vitest" {
  interface ProvidedContext {
    holdfastPostgres: TestPostgres;
  }
}

const TEMPLATE = "holdfast_template_test";

/** Starts the server and makes the template; the answer ends the server and removes its folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-test-"));
  // The database's account must be able to enter; what is inside has narrow modes of its own.
  chmodSync(folder, 0o755);
  writeFileSync(path.join(folder, MARKER), "a test run\n");
  const guard = startGuard();
  guard.removeAtEnd(folder, MARKER);
  try {
    const server = await startPostgres({
      dataDir: path.join(folder, "pg"),
      logFile: path.join(folder, "postgres.log"),
      guard,
      durable: false,
    });
    const template = await provisionRoles({ superuserUrl: server.superuserUrl, passwords: randomPasswords(), database: TEMPLATE });
    await runMigrations({ url: template.ownerUrl });
    project.provide("holdfastPostgres", { superuserUrl: server.superuserUrl, template });
    return async () => {
      await server.part.stop();
      await guard.close();
    };
  } catch (error) {
    await guard.close();
    throw error;
  }
}

function randomPasswords(): RolePasswords {
  const password = (): string => randomBytes(18).toString("base64url");
  return { owner: password(), app: password(), worker: password(), ops: password(), keeper: password() };
}
