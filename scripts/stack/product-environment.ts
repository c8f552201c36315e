// The settings of a product process on this stack; what they mean is fixed by the product's own reading of them.
import type { Installation } from "./installation";
import { postgresUrl } from "./postgres-connection";
import type { StackPorts } from "./stack-ports";

/** The database of the demo, and the mark by which a production start knows that it is embedded. */
export const DATABASE = "holdfast";
export const EMBEDDED = "holdfast-embedded";

interface StackAddresses {
  readonly installation: Installation;
  readonly ports: StackPorts;
  readonly postgresPort: number;
  readonly clockFile: string;
}

/** Everything but PORT, so that several processes can stand behind one APP_ORIGIN. */
export function productEnvironment({ installation, ports, postgresPort, clockFile }: StackAddresses): Record<string, string> {
  const { traders, staff, indexer, region, rolePasswords, sessionSealKey, recoveryTicketKey, webhookKey } = installation;
  return {
    HOLDFAST_MODE: "demo",
    APP_ORIGIN: `http://localhost:${ports.app}`,
    COGNITO_REGION: region,
    COGNITO_USER_POOL_ID: traders.id,
    COGNITO_CLIENT_ID: traders.clientId,
    COGNITO_CLIENT_SECRET: traders.clientSecret,
    COGNITO_MACHINE_CLIENT_ID: indexer.clientId,
    COGNITO_STAFF_USER_POOL_ID: staff.id,
    COGNITO_STAFF_CLIENT_ID: staff.clientId,
    COGNITO_STAFF_CLIENT_SECRET: staff.clientSecret,
    COGNITO_ENDPOINT: `http://127.0.0.1:${ports.pool}`,
    COGNITO_ISSUER_TYPE: "ORIGINAL",
    DATABASE_URL: postgresUrl(postgresPort, "holdfast_app", rolePasswords.app, DATABASE, EMBEDDED),
    OPS_DATABASE_URL: postgresUrl(postgresPort, "holdfast_ops", rolePasswords.ops, DATABASE, EMBEDDED),
    SESSION_SEAL_KEY: sessionSealKey,
    RECOVERY_TICKET_KEY: recoveryTicketKey,
    WEBHOOK_KEY: webhookKey,
    CHAIN_RPC_URL: `http://127.0.0.1:${ports.chain}`,
    HOLDFAST_CLOCK_FILE: clockFile,
    TRUSTED_PROXY_HOPS: "0",
  };
}
