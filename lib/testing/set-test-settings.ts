// Settings for tests that use product code which reads them itself. Set before the first use; a later call changes nothing.

/** A demo environment without any live part; tests overwrite what they bring. */
export const TEST_ENVIRONMENT = {
  HOLDFAST_MODE: "demo",
  APP_ORIGIN: "http://localhost:3000",
  COGNITO_REGION: "eu-central-1",
  COGNITO_USER_POOL_ID: "eu-central-1_Test00000",
  COGNITO_CLIENT_ID: "testclient",
  COGNITO_CLIENT_SECRET: "testclientsecret0123456789",
  COGNITO_MACHINE_CLIENT_ID: "testmachine",
  COGNITO_ENDPOINT: "http://127.0.0.1:9",
  DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
  SESSION_SEAL_KEY: `demo.${"k".repeat(43)}`,
  RECOVERY_TICKET_KEY: `demo.${"t".repeat(43)}`,
  WEBHOOK_KEY: `demo.${"w".repeat(43)}`,
  CHAIN_RPC_URL: "http://127.0.0.1:9",
  // Answers wait only where the waiting is tested.
  AUTH_ANSWER_MS_MIN: "0",
} as const;

/** The support desk of the same installation; a test that wants none leaves it out. */
export const TEST_DESK_ENVIRONMENT = {
  COGNITO_STAFF_USER_POOL_ID: "eu-central-1_Staff0000",
  COGNITO_STAFF_CLIENT_ID: "teststaffclient",
  COGNITO_STAFF_CLIENT_SECRET: "teststaffsecret0123456789",
} as const;

/** Puts the test environment, changed by `overrides`, where the product reads its settings. */
export function setTestSettings(overrides: Readonly<Record<string, string>> = {}): void {
  Object.assign(process.env, TEST_ENVIRONMENT, overrides);
}
