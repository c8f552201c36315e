// npm run pool:diff [-- --json] [-- --data DIR]: compares the pools as Cognito describes them with the one policy file.
// Live by COGNITO_USER_POOL_ID and its kin with the AWS credentials chain, else the demo's. Exit codes: 0 as the policy says; 1 drift; 2 not compared.
import { parseArgs } from "node:util";
import { comparePool, tellDifference } from "@/lib/policy/compare-pool";
import { createCognitoClient, describePool } from "./pool-diff/describe-pool";
import { poolsToCompare } from "./pool-diff/pools-to-compare";

const { values } = parseArgs({ options: { json: { type: "boolean" }, data: { type: "string" } } });

async function main(): Promise<number> {
  const meant = poolsToCompare(process.env, values.data ?? ".data/demo");
  if (!meant.ok) throw new Error(meant.refusal);
  const client = createCognitoClient(meant.value);
  const compared = [];
  for (const { name, policy, userPoolId, ours } of meant.value.pools) {
    const described = await describePool(client, userPoolId, meant.value.isLocal);
    compared.push({ name, userPoolId, ...comparePool(policy, described, ours) });
  }
  client.destroy();
  if (values.json === true) console.log(JSON.stringify({ pools: compared }, null, 2));
  else for (const pool of compared) tell(pool);
  return compared.some(({ differences }) => differences.length > 0) ? 1 : 0;
}

function tell({ name, differences, notShown }: { readonly name: string } & ReturnType<typeof comparePool>): void {
  for (const difference of differences) console.log(tellDifference(name, difference));
  if (differences.length === 0) console.log(`${name}: as the policy says`);
  for (const setting of notShown) console.log(`${name}: ${setting} is not shown by this pool`);
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? `The pools were not compared: ${error.message || error.name}` : "The pools were not compared.");
  return 2;
});
