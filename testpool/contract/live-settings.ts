// Whether the contract is run against a real pool, and where that is. The only place that reads the environment for it.

/** Where the real service is; credentials come from the SDK's own chain. */
export interface LiveSettings {
  readonly region: string | null;
  /** Another endpoint than AWS's own. */
  readonly endpoint: string | null;
}

/** The settings when TESTPOOL_CONTRACT_LIVE is 1, else null. Region and endpoint may be left to the SDK's own configuration. */
export function readLiveSettings(env: Readonly<Record<string, string | undefined>> = process.env): LiveSettings | null {
  if (env["TESTPOOL_CONTRACT_LIVE"] !== "1") return null;
  return { region: env["AWS_REGION"] ?? null, endpoint: env["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] ?? null };
}
