// The settings of the indexer on this stack: a machine's secret, and no way to the database or to anybody's keys.
import type { Installation } from "./installation";
import { poolListFile } from "./write-pool-list";
import type { StackPorts } from "./stack-ports";

interface StackAddresses {
  readonly dataDir: string;
  readonly installation: Installation;
  readonly ports: StackPorts;
  readonly clockFile: string;
}

/** Everything that the indexer reads. */
export function indexerEnvironment({ dataDir, installation, ports, clockFile }: StackAddresses): Record<string, string> {
  return {
    HOLDFAST_MODE: "demo",
    APP_ORIGIN: `http://localhost:${ports.app}`,
    CHAIN_RPC_URL: `http://127.0.0.1:${ports.chain}`,
    POOL_LIST_FILE: poolListFile(dataDir),
    COGNITO_TOKEN_URL: `http://127.0.0.1:${ports.pool}/oauth2/token`,
    COGNITO_MACHINE_CLIENT_ID: installation.indexer.clientId,
    INDEXER_CLIENT_SECRET: installation.indexer.clientSecret,
    HOLDFAST_CLOCK_FILE: clockFile,
  };
}
