// Which pools are meant: live ones by the product's own settings, else those of the demo that runs on this machine.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { OurClients } from "@/lib/policy/compare-pool";
import { STAFF_POOL, TRADER_POOL, type PoolPolicy } from "@/lib/policy/pool-policy";
import type { Installation } from "../stack/installation";

/** One pool and what it is compared with. */
export interface PoolToCompare {
  readonly name: "traders pool" | "staff pool";
  readonly policy: PoolPolicy;
  readonly userPoolId: string;
  readonly ours: OurClients;
}

/** Where the pools are. A local endpoint has no AWS credentials and is given made-up ones. */
export interface PoolsToCompare {
  readonly region: string;
  /** Null: AWS's own. */
  readonly endpoint: string | null;
  readonly isLocal: boolean;
  readonly pools: readonly PoolToCompare[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const traders = (userPoolId: string, web: string, machine: string | null): PoolToCompare => ({
  ...{ name: "traders pool", policy: TRADER_POOL, userPoolId },
  ours: { web, machine },
});
const staff = (userPoolId: string, web: string): PoolToCompare => ({
  ...{ name: "staff pool", policy: STAFF_POOL, userPoolId },
  ours: { web, machine: null },
});

/** By COGNITO_USER_POOL_ID live pools, without it the demo's of `dataDir`. Refuses with one sentence that names what is missing. */
export function poolsToCompare(environment: Environment, dataDir: string): Result<PoolsToCompare, string> {
  const given = (name: string): string | null => environment[name] || null;
  const userPoolId = given("COGNITO_USER_POOL_ID");
  if (userPoolId === null) return demoPools(environment, dataDir);
  const web = given("COGNITO_CLIENT_ID");
  if (web === null) return refuse("COGNITO_CLIENT_ID is not set: without it every client of the pool would be a stranger.");
  const staffPoolId = given("COGNITO_STAFF_USER_POOL_ID");
  const staffClient = given("COGNITO_STAFF_CLIENT_ID");
  if ((staffPoolId === null) !== (staffClient === null)) {
    return refuse("COGNITO_STAFF_USER_POOL_ID and COGNITO_STAFF_CLIENT_ID go together: set both or none.");
  }
  const endpoint = given("COGNITO_ENDPOINT");
  return accept({
    region: given("COGNITO_REGION") ?? userPoolId.slice(0, userPoolId.indexOf("_")),
    endpoint,
    isLocal: endpoint !== null && ["localhost", "127.0.0.1"].includes(new URL(endpoint).hostname),
    pools: [
      traders(userPoolId, web, given("COGNITO_MACHINE_CLIENT_ID")),
      ...(staffPoolId === null || staffClient === null ? [] : [staff(staffPoolId, staffClient)]),
    ],
  });
}

function demoPools(environment: Environment, dataDir: string): Result<PoolsToCompare, string> {
  const file = path.join(dataDir, "installation.json");
  if (!existsSync(file))
    return refuse(`There is no demo in ${dataDir}: start one with npm run demo, or name a live pool by COGNITO_USER_POOL_ID.`);
  const demo = JSON.parse(readFileSync(file, "utf8")) as Installation;
  return accept({
    region: demo.region,
    endpoint: `http://127.0.0.1:${environment["TESTPOOL_PORT"] || "9330"}`,
    isLocal: true,
    pools: [traders(demo.traders.id, demo.traders.clientId, demo.indexer.clientId), staff(demo.staff.id, demo.staff.clientId)],
  });
}
