import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparePool, tellDifference, type PoolComparison } from "@/lib/policy/compare-pool";
import { STAFF_POOL, TRADER_POOL, type PoolPolicy } from "@/lib/policy/pool-policy";
import { SETTINGS } from "@/lib/policy/pool-settings";
import { THREAT_SETTINGS } from "@/lib/policy/threat-settings";
import { startTestPool, type RunningTestPool } from "@/testpool/server/start-test-pool";
import { parseSeed } from "@/testpool/store/seed";
import { seededMachineClient, seededPool, seededWebClient } from "../stack/seeded-pool";
import { createCognitoClient, describePool } from "./describe-pool";
import { leavesOf, withOther } from "./testing/policy-leaves";

/** One pool of the run: as the policy says, with one leaf changed, or with something that is in no policy. */
interface Stand {
  readonly id: string;
  readonly what: string;
  readonly policy: PoolPolicy;
  readonly seeded: PoolPolicy;
  readonly more: object;
  readonly moreClients: readonly object[];
}

const stands: Stand[] = [];
function stand(what: string, policy: PoolPolicy, change: Partial<Pick<Stand, "seeded" | "more" | "moreClients">> = {}): Stand {
  const made = { id: `eu-central-1_Pool${String(stands.length)}`, what, policy, seeded: policy, more: {}, moreClients: [], ...change };
  stands.push(made);
  return made;
}

const POLICIES = [
  ["traders pool", TRADER_POOL],
  ["staff pool", STAFF_POOL],
] as const;
const clientsOf = ({ id }: Stand) => {
  const short = id.replace(/\W|_/g, "");
  return { web: `${short}web`, machine: `${short}machine` };
};
const SECRET = "asecretofsomelength0123456789";

const seedOf = (made: Stand): object => ({
  id: made.id,
  ...seededPool(made.seeded, "localhost"),
  clients: [
    seededWebClient(made.seeded, { clientId: clientsOf(made).web, clientSecret: SECRET }),
    ...(made.seeded.machineClient === null
      ? []
      : [seededMachineClient(made.seeded.machineClient, { clientId: clientsOf(made).machine, clientSecret: SECRET })]),
    ...made.moreClients,
  ],
  ...made.more,
});

const asSaid = POLICIES.map(([name, policy]) => [name, stand("as the policy says", policy)] as const);
const bent = POLICIES.flatMap(([name, policy]) =>
  // What a local pool does not have is bent in the answer of a live one (compare-pool.test.ts).
  leavesOf(policy)
    .filter(({ path }) => !path.startsWith("threatProtection."))
    .map(({ path }) => [name, path, stand(path, policy, { seeded: withOther(policy, path) })] as const),
);
const anotherClient = stand("another client", TRADER_POOL, {
  moreClients: [{ id: "stranger", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }],
});
const machineAmongStaff = stand("a machine client among the staff", STAFF_POOL, {
  moreClients: [{ id: "staffmachine", secret: SECRET, oauthFlows: ["client_credentials"], oauthScopes: [] }],
});
const group = stand("a group", STAFF_POOL, { more: { groups: [{ name: "admins" }] } });
const custom = stand("a custom attribute", TRADER_POOL, { more: { customAttributes: [{ name: "tier" }] } });
const another = stand("another resource server", STAFF_POOL, {
  more: { resourceServers: [{ identifier: "orders", scopes: [{ name: "write" }] }] },
});
const mailedCodes = stand("codes by mail as a factor", STAFF_POOL, { more: { emailMfa: true } });

const { secret: _dropped, ...publicWeb } = seededWebClient(TRADER_POOL, { clientId: "publicweb", clientSecret: SECRET }) as Record<
  string,
  unknown
>;
const withPublicClient = stand("a client that anybody could use", TRADER_POOL, { moreClients: [publicWeb] });

let running: RunningTestPool;
let client: CognitoIdentityProviderClient;
const dataDir = mkdtempSync(join(tmpdir(), "holdfast-pool-diff-"));

beforeAll(async () => {
  running = await startTestPool({ port: 0, dataDir: null, clockFile: null, seed: parseSeed({ pools: stands.map(seedOf), users: [] }, 0) });
  client = createCognitoClient({ region: "eu-central-1", endpoint: running.url, isLocal: true });
});
afterAll(async () => {
  client.destroy();
  await running.close();
  rmSync(dataDir, { recursive: true });
});

const compare = async (made: Stand): Promise<PoolComparison> =>
  comparePool(made.policy, await describePool(client, made.id, true), clientsOf(made));
const linesOf = async (made: Stand): Promise<string[]> => (await compare(made)).differences.map((found) => tellDifference("pool", found));

describe("a pool that was seeded by the policy", () => {
  test.each(asSaid)("%s: no difference, and what a local pool cannot tell is said", async (_, made) => {
    expect(await compare(made)).toEqual({
      differences: [],
      notShown: [...THREAT_SETTINGS.map(({ name }) => name), "Identity providers"],
    });
  });

  test.each(bent)("%s with another %s: exactly that difference", async (_, path, made) => {
    const { differences } = await compare(made);
    expect(differences.map(({ leaf }) => leaf)).toEqual([path]);
    expect(differences[0]?.shown).not.toBe(differences[0]?.wanted);
  });
});

test("every leaf of the policy is compared by one row, and no row compares a leaf that is gone", () => {
  const leaves = leavesOf(TRADER_POOL).map(({ path }) => path);
  const compared = SETTINGS.flatMap(({ leaf }) => (leaf === null ? [] : [leaf]));
  expect(leaves.length).toBeGreaterThan(30);
  expect(compared.toSorted()).toEqual(leaves.toSorted());
  expect(leavesOf(STAFF_POOL).filter(({ path }) => !leaves.includes(path))).toEqual([]);
});

test("the line names the pool, the setting and both values", async () => {
  const optional = bent.find(([name, path]) => name === "traders pool" && path === "mfaConfiguration")?.[2];
  const [found] = optional === undefined ? [] : (await compare(optional)).differences;
  expect(found && tellDifference("traders pool", found)).toBe("traders pool: MfaConfiguration is OPTIONAL, the policy says ON");
});

describe("what no policy names is a difference", () => {
  test.each([
    [anotherClient, ["pool: app client stranger (stranger) is present, the policy says absent"]],
    [machineAmongStaff, ["pool: app client staffmachine (staffmachine) is present, the policy says absent"]],
    [group, ["pool: group admins is present, the policy says absent"]],
    [custom, ["pool: Custom attributes is custom:tier, the policy says none"]],
    [another, ["pool: resource servers is orders, the policy says none"]],
    [mailedCodes, ["pool: EmailMfaConfiguration is true, the policy says false"]],
  ])("$what", async (made, lines) => {
    expect(await linesOf(made)).toEqual(lines);
  });

  test("and so is a client of ours that has no secret", async () => {
    const described = await describePool(client, withPublicClient.id, true);
    const compared = comparePool(TRADER_POOL, described, { ...clientsOf(withPublicClient), web: "publicweb" });
    expect(compared.differences.map(({ name }) => name)).toEqual(["web client: ClientSecret", expect.stringMatching(/^app client /)]);
    expect(JSON.stringify(described)).not.toContain(SECRET);
  });

  test("and so is a client of ours that is not there", async () => {
    const [, made] = asSaid[0] ?? [];
    if (made === undefined) throw new Error("The traders' pool is missing.");
    const compared = comparePool(made.policy, await describePool(client, made.id, true), { ...clientsOf(made), web: "gone" });
    expect(compared.differences.map(({ name }) => name)).toEqual(["web client", expect.stringMatching(/^app client /)]);
  });
});

describe("the command", () => {
  const run = async (made: Stand, ...more: readonly string[]) => {
    const ours = clientsOf(made);
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/pool-diff.ts", "--data", dataDir, ...more], {
      env: {
        ...{ PATH: process.env["PATH"], NODE_ENV: "test", COGNITO_ENDPOINT: running.url, COGNITO_USER_POOL_ID: made.id },
        ...{ COGNITO_CLIENT_ID: ours.web, COGNITO_MACHINE_CLIENT_ID: ours.machine },
      },
    });
    const [said, warned] = await Promise.all([child.stdout, child.stderr].map((stream) => stream.toArray() as Promise<Buffer[]>));
    const code = child.exitCode ?? (await new Promise((resolve) => child.once("close", resolve)));
    return { code, said: Buffer.concat(said ?? []).toString(), warned: Buffer.concat(warned ?? []).toString() };
  };
  const standOf = (what: string): Stand => stands.find((made) => made.policy === TRADER_POOL && made.what === what) ?? anotherClient;

  test("says so and ends with 0 where nothing differs, and with 1 and one line where something does", async () => {
    const [same, drifted] = await Promise.all([run(standOf("as the policy says")), run(standOf("selfSignUp"), "--json")]);
    expect(same).toMatchObject({ code: 0, said: expect.stringContaining("traders pool: as the policy says\n") as string });
    expect(same.said).toContain("traders pool: Identity providers is not shown by this pool");
    expect(drifted.code).toBe(1);
    expect(JSON.parse(drifted.said)).toMatchObject({
      pools: [
        { name: "traders pool", differences: [{ leaf: "selfSignUp", name: "AllowAdminCreateUserOnly", shown: "true", wanted: "false" }] },
      ],
    });
    expect(same.said + drifted.said).not.toContain(SECRET);
  });

  test("ends with 2 when nothing was compared", async () => {
    const gone = await run({ ...anotherClient, id: "eu-central-1_Nowhere" });
    expect(gone).toMatchObject({ code: 2, said: "" });
    expect(gone.warned).toContain("The pools were not compared: User pool eu-central-1_Nowhere does not exist.\n");
  });
});
