// The readiness of this process: database, user pool, its keys, chain.
import "server-only";
import { services } from "@/lib/server/services";
import { pingKeys, pingPool } from "@/lib/server/session/ping-pool";
import { pingChain } from "@/lib/server/telemetry/ping-chain";
import { createReadiness, type Readiness } from "@/lib/server/telemetry/readiness";

let report: (() => Promise<Readiness>) | null = null;

/** Asks the dependencies of this process, at most once in two seconds. */
export function processReadiness(): Promise<Readiness> {
  report ??= createReadiness({
    database: () => services().database.ping(),
    cognito: pingPool,
    jwks: pingKeys,
    chain: () => pingChain(services().settings.chainRpcUrl),
  });
  return report();
}
