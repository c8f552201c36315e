// The product on this machine in front of a pool somewhere else: our own database, chain and worker, and Cognito as it really is.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isBuilt } from "@/scripts/stack/build-product";
import { freePort, freePorts } from "@/scripts/stack/free-port";
import { startStack } from "@/scripts/stack/start-stack";
import { E2E_DATA, type HarnessFacts } from "../support/harness-facts";
import { startProduct } from "../support/start-product";
import { LIVE_REASONS } from "./live-reasons";
import { type LiveSettings, readLiveSettings } from "./live-settings";

/** Where the facts of a live run lie; the suites read them there. */
export const LIVE_FACTS = join(E2E_DATA, "live.json");

/** Settings of the local pool that would contradict another one. */
const OF_THE_LOCAL_POOL = [
  ...["COGNITO_ENDPOINT", "COGNITO_MACHINE_CLIENT_ID", "OPS_DATABASE_URL"],
  ...["COGNITO_STAFF_USER_POOL_ID", "COGNITO_STAFF_CLIENT_ID", "COGNITO_STAFF_CLIENT_SECRET"],
];

/** The stack's settings with the live pool in place of the local one. */
function productEnvironment(stack: Readonly<Record<string, string>>, live: LiveSettings): Record<string, string> {
  const kept = Object.entries(stack).filter(([name]) => !OF_THE_LOCAL_POOL.includes(name));
  return {
    ...Object.fromEntries(kept),
    COGNITO_REGION: live.region,
    COGNITO_USER_POOL_ID: live.userPoolId,
    COGNITO_CLIENT_ID: live.clientId,
    COGNITO_CLIENT_SECRET: live.clientSecret,
    ...(live.endpoint === null ? {} : { COGNITO_ENDPOINT: live.endpoint }),
  };
}

export default async function liveSetup(): Promise<() => Promise<void>> {
  const live = readLiveSettings();
  for (const [suite, reason] of Object.entries(LIVE_REASONS))
    process.stdout.write(`not at a live pool: e2e/${suite}.spec.ts (${reason})\n`);
  mkdirSync(E2E_DATA, { recursive: true });
  if (!isBuilt(".next")) {
    const { status } = spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { stdio: "inherit" });
    if (status !== 0) throw new Error("The product does not build.");
  }
  const ports = { app: await freePort(), pool: await freePort(), chain: await freePorts(3), mail: await freePort() };
  // The local pool beside it takes our own mail and keeps the clock at nought; nobody signs in there.
  const stack = await startStack({ dataDir: join(E2E_DATA, "stack"), ports, next: null, fresh: true });
  try {
    const environment = productEnvironment(stack.environment, live);
    const product = await startProduct({ folder: process.cwd(), port: ports.app, environment, logName: "next-live" });
    const facts: HarnessFacts = {
      ...{ origin: stack.origin, ports: [ports.app, ports.app], controlUrl: "", poolKeyFile: "", custody: stack.custody },
      ...{ variantPort: 0, chainUrl: stack.chainUrl, stackFolder: stack.dataDir, superuserUrl: stack.superuserUrl },
      workerEnvironment: stack.workerEnvironment,
      poolUrl: live.endpoint ?? `https://cognito-idp.${live.region}.amazonaws.com`,
      ...{ userPoolId: live.userPoolId, clientId: live.clientId, productEnvironment: environment, logFiles: [product.logFile] },
    };
    writeFileSync(LIVE_FACTS, JSON.stringify(facts), { mode: 0o600 });
    return async () => {
      await product.stop();
      await stack.stop();
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
