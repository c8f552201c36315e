// The settings of the settlement worker on this stack. They are kept apart from the product's: neither process may have the other's keys.
import type { Installation } from "./installation";
import { postgresUrl } from "./postgres-connection";
import { DATABASE, EMBEDDED } from "./product-environment";
import type { StackPorts } from "./stack-ports";

interface StackAddresses {
  readonly installation: Installation;
  readonly ports: StackPorts;
  readonly postgresPort: number;
  readonly clockFile: string;
}

/** Everything that the worker reads. */
export function workerEnvironment({ installation, ports, postgresPort, clockFile }: StackAddresses): Record<string, string> {
  return {
    HOLDFAST_MODE: "demo",
    APP_ORIGIN: `http://localhost:${ports.app}`,
    DATABASE_URL: postgresUrl(postgresPort, "holdfast_worker", installation.rolePasswords.worker, DATABASE, EMBEDDED),
    CHAIN_RPC_URL: `http://127.0.0.1:${ports.chain}`,
    SETTLEMENT_KEY: installation.settlementKey,
    WEBHOOK_KEY: installation.webhookKey,
    SETTLEMENT_CONFIRMATIONS: "3",
    MAIL_SMTP_URL: `smtp://127.0.0.1:${ports.mail}`,
    MAIL_FROM: "Holdfast <notices@holdfast.test>",
    ALERT_MAIL_TO: "alerts@holdfast.test",
    POOL_TRAIL_URL: `http://127.0.0.1:${ports.pool}/_testpool/trail`,
    HOLDFAST_CLOCK_FILE: clockFile,
  };
}
