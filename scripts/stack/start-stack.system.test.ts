import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { erc20Abi, parseAbiItem, type Address } from "viem";
import { expect, onTestFinished, test } from "vitest";
import { poolListSchema } from "@/lib/contracts/pool-list";
import { createChainClient } from "../chain/chain-client";
import { readArtifact } from "../chain/artifact";
import { freePort, freePorts } from "./free-port";
import { signalProcess } from "./part";
import type { NotedPart } from "./parts-file";
import { processIdentity } from "./process-identity";
import { startStack, type Stack, type StackOptions } from "./start-stack";
import { temporaryFolder } from "./testing/temporary-folder";

const SLOW = 120_000;
const SWAP = parseAbiItem("event Swap(address indexed, uint256, uint256, uint256, uint256, address indexed)");
const CHAINS = ["The local chain", "The local chain arbitrum-local", "The local chain base-local"];

async function newOptions(dataDir: string): Promise<StackOptions> {
  return {
    dataDir,
    ports: { app: 0, pool: await freePort(), chain: await freePorts(3), mail: await freePort() },
    next: null,
    fresh: false,
  };
}

/** A launcher of its own process, up and running. */
async function launch({ dataDir, ports }: StackOptions): Promise<ChildProcess> {
  const file = path.resolve("scripts/stack/testing/run-stack.ts");
  const launcher = spawn(process.execPath, ["--import", "tsx", file, dataDir, ...[ports.pool, ports.chain, ports.mail].map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void launcher.kill("SIGTERM"));
  const [line] = (await once(launcher.stdout, "data")) as [Buffer];
  expect(line.toString()).toBe("up\n");
  return launcher;
}

/** How many swaps the pairs of each network have seen; the networks, pairs and nodes are those of the pool list, as the indexer has it. */
async function tradesOf({ dataDir, chainUrl }: Stack): Promise<number[]> {
  const list = poolListSchema.parse(JSON.parse(readFileSync(path.join(dataDir, "pool-list.json"), "utf8")));
  expect(list.networks.map(({ id, isSimulated }) => [id, isSimulated])).toEqual([
    ["ethereum-local", true],
    ["arbitrum-local", true],
    ["base-local", true],
  ]);
  expect(list.networks.flatMap(({ pairs }) => pairs).length).toBeGreaterThanOrEqual(8);
  return await Promise.all(
    list.networks.map(async ({ chainId, rpcUrl = chainUrl, pairs, startBlock }) => {
      const client = createChainClient(rpcUrl, chainId);
      expect(await client.getChainId()).toBe(chainId);
      const logs = await client.getLogs({ address: pairs as Address[], event: SWAP, fromBlock: BigInt(startBlock) });
      return logs.length;
    }),
  );
}

const notedParts = (dataDir: string): NotedPart[] => JSON.parse(readFileSync(path.join(dataDir, "parts.json"), "utf8")) as NotedPart[];
const alive = (parts: readonly NotedPart[]): string[] =>
  parts.filter(({ pid, identity }) => processIdentity(pid) === identity).map(({ name }) => name);

test(
  "the stack keeps its data over a second start, tells one part's death, and stops without leaving anything",
  { timeout: SLOW },
  async () => {
    const options = await newOptions(temporaryFolder());
    const first = await startStack(options);
    const noted = notedParts(options.dataDir);
    expect(alive(noted)).toEqual(["guard", "PostgreSQL", ...CHAINS, "The test pool", "The settlement worker"]);
    await expect(startStack(options)).rejects.toThrow(
      /^Another launcher \(process \d+\) already runs on .*; stop it, or choose another folder with --data DIR\.$/,
    );
    const client = createChainClient(first.chainUrl);
    const usdc = first.deployment.assets.find(({ asset }) => asset === "USDC")?.contract ?? "0x";
    const heldBy = (stack: typeof first): Promise<bigint> =>
      client.readContract({ address: usdc, abi: erc20Abi, functionName: "balanceOf", args: [stack.custody] });
    expect(await heldBy(first)).toBe(10n ** 12n);
    const traded = await tradesOf(first);
    expect(traded.every((count) => count > 40)).toBe(true);
    await first.stop();
    expect(alive(noted)).toEqual([]);
    // A data folder from before there were payments has no settlement key; it gets one, and the new account its money.
    const installationFile = path.join(options.dataDir, "installation.json");
    const { settlementKey, ...older } = first.installation;
    writeFileSync(installationFile, JSON.stringify(older));
    const second = await startStack(options);
    expect([second.installation, second.deployment]).toEqual([
      { ...first.installation, settlementKey: second.installation.settlementKey },
      first.deployment,
    ]);
    expect(second.installation.settlementKey).not.toBe(settlementKey);
    expect(await heldBy(second)).toBe(10n ** 12n);
    expect(second.environment["HOLDFAST_MODE"]).toBe("demo");
    expect(second.market).toEqual(first.market);
    expect(await tradesOf(second)).toEqual(traded);
    const feed = second.deployment.assets[0]?.feed ?? "0x";
    const [, answer, , updatedAt] = (await createChainClient(second.chainUrl).readContract({
      address: feed,
      abi: readArtifact("DemoPriceFeed").abi,
      functionName: "latestRoundData",
    })) as bigint[];
    expect(answer).toBeGreaterThan(0n);
    expect(Math.abs(Number(updatedAt) - Date.now() / 1000)).toBeLessThan(70);
    const notedAgain = notedParts(options.dataDir);
    for (const { name, pid } of notedAgain) if (name === "The local chain") signalProcess(pid, "SIGKILL");
    expect(await second.broken).toMatch(/^The local chain has ended by itself \(SIGKILL\)\./);
    await second.stop();
    expect(alive(notedAgain)).toEqual([]);
  },
);

test("a launcher killed without a word leaves no process", { timeout: SLOW }, async () => {
  const options = await newOptions(temporaryFolder());
  const launcher = await launch(options);
  const noted = notedParts(options.dataDir);
  expect(alive(noted)).toHaveLength(7);
  launcher.kill("SIGKILL");
  await expect.poll(() => alive(noted), { timeout: 15_000 }).toEqual([]);
});

test("when launcher and guard are killed together, the next start takes over or ends what they left", { timeout: SLOW }, async () => {
  const options = await newOptions(temporaryFolder());
  const launcher = await launch(options);
  const noted = notedParts(options.dataDir);
  for (const { name, pid } of noted) if (name === "guard") signalProcess(pid, "SIGKILL");
  launcher.kill("SIGKILL");
  await once(launcher, "exit");
  await expect.poll(() => alive(noted)).toEqual(["PostgreSQL", ...CHAINS]);
  const next = await startStack(options);
  expect(alive(noted)).toEqual(["PostgreSQL"]);
  await next.stop();
  expect(alive(noted)).toEqual([]);
});

test("a busy port is told in one sentence before anything starts", async () => {
  const options = await newOptions(temporaryFolder());
  const stranger = createServer().listen(options.ports.chain, "127.0.0.1");
  await once(stranger, "listening");
  onTestFinished(() => void stranger.close());
  await expect(startStack(options)).rejects.toThrow(
    `Port ${options.ports.chain} (the local chain) is already in use; stop the program that holds it or choose another by setting CHAIN_PORT.`,
  );
  expect(() => notedParts(options.dataDir)).toThrow(/ENOENT/);
});

test("the port of every chain is asked for, and told with the setting that moves it", async () => {
  const options = await newOptions(temporaryFolder());
  const stranger = createServer().listen(options.ports.chain + 2, "127.0.0.1");
  await once(stranger, "listening");
  onTestFinished(() => void stranger.close());
  await expect(startStack(options)).rejects.toThrow(
    `Port ${options.ports.chain + 2} (the local chain base-local, 2 above CHAIN_PORT) is already in use; stop the program that holds it or choose another by setting CHAIN_PORT.`,
  );
});

test("a start that is given up leaves nothing", { timeout: SLOW }, async () => {
  const options = await newOptions(temporaryFolder());
  const leaving = new AbortController();
  const steps = {
    run: async <T>(label: string, work: () => Promise<T>): Promise<T> => (
      setTimeout(() => label === "local chains" && leaving.abort(), 20),
      await work()
    ),
    say: () => undefined,
  };
  await expect(startStack({ ...options, steps, signal: leaving.signal })).rejects.toThrow("Stopped.");
  expect(alive(notedParts(options.dataDir))).toEqual([]);
});
