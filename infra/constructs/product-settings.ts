// The open settings of a web process; `.env.example` says what each means. What must stay secret is given by name, beside these.
import { APP_PORT } from "./security-groups";
import type { PoolPolicy } from "@/lib/policy/pool-policy";

/** What the settings follow from. */
export interface ProductSettings {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly machineClientId: string;
  readonly policy: PoolPolicy;
}

/** Settings of a web process that answers at `https://<domain>`. One load balancer stands in front, so one address is appended by us. */
export function productEnvironment(settings: ProductSettings, domain: string): Record<string, string> {
  return {
    HOLDFAST_MODE: "production",
    APP_ORIGIN: `https://${domain}`,
    HOST: "0.0.0.0",
    PORT: String(APP_PORT),
    TRUSTED_PROXY_HOPS: "1",
    COGNITO_REGION: settings.region,
    COGNITO_USER_POOL_ID: settings.userPoolId,
    COGNITO_CLIENT_ID: settings.clientId,
    COGNITO_MACHINE_CLIENT_ID: settings.machineClientId,
    COGNITO_ISSUER_TYPE: settings.policy.issuerType,
  };
}
