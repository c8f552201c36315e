// One fresh stack for the whole run. It owns its data folder and leaves no process.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isBuilt } from "@/scripts/stack/build-product";
import { E2E_DATA, PORTS, writeHarnessFacts } from "./support/harness-facts";
import { startRun } from "./support/start-run";

export default async function globalSetup(): Promise<() => Promise<void>> {
  for (const left of ["variants", "logs", "harness.json", "demo-totp-step", "operators"]) rmSync(join(E2E_DATA, left), { recursive: true, force: true });
  mkdirSync(E2E_DATA, { recursive: true });
  buildOnce();
  const ends: (() => Promise<unknown>)[] = [];
  const teardown = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const facts = await startRun({ stackFolder: join(E2E_DATA, "stack"), logFolder: join(E2E_DATA, "logs"), ports: PORTS }, (end) =>
      ends.push(end),
    );
    writeHarnessFacts(facts);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

/** The run attacks the production build of the sources as they are. */
function buildOnce(): void {
  if (isBuilt(".next")) return;
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], {
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (status !== 0) throw new Error("The product does not build, so there is nothing to attack.");
}
