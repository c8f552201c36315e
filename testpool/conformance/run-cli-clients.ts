// npm run testpool:clients: lets the AWS CLI and boto3 loose on a fresh pool, where they are installed. Ends with 1 when one fails.
import { fileURLToPath } from "node:url";
import { runAwsCli } from "./aws-cli-client";
import { startClientPool } from "./client-pool";
import { runCommand } from "./run-command";

const BOTO3_CLIENT = fileURLToPath(new URL("boto3_client.py", import.meta.url));
const BOTO3_VERSION = "import boto3; print('boto3 ' + boto3.__version__)";

/** The command's first line of words, or null when it cannot be run. */
async function versionOf(command: string, args: readonly string[]): Promise<string | null> {
  const { code, stdout } = await runCommand(command, args, process.env);
  return code === 0 ? (stdout.split("\n")[0] ?? "").trim() : null;
}

async function runBoto3(environment: NodeJS.ProcessEnv): Promise<void> {
  const { code, stderr } = await runCommand("python3", [BOTO3_CLIENT], environment);
  if (code !== 0) throw new Error(stderr.trim());
}

async function report(name: string, version: string | null, run: () => Promise<void>): Promise<boolean> {
  if (version === null) {
    process.stdout.write(`absent: ${name} is not installed here, so nothing was checked with it\n`);
    return true;
  }
  const failure = await run().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : "unknown"),
  );
  process.stdout.write(failure === null ? `passed: ${version}\n` : `FAILED: ${version}\n${failure}\n`);
  return failure === null;
}

const running = await startClientPool();
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: running.url,
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_DEFAULT_REGION: "eu-central-1",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_MAX_ATTEMPTS: "1",
  AWS_PAGER: "",
};
const outcomes = [
  await report("the AWS CLI", await versionOf("aws", ["--version"]), () => runAwsCli(environment)),
  await report("boto3", await versionOf("python3", ["-c", BOTO3_VERSION]), () => runBoto3(environment)),
];
await running.close();
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
