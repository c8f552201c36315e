// Against a real EVM node and the demo's feed contracts, because what a node says about an address without a contract is what matters here.
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { type Address, getContractAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readArtifact } from "@/scripts/chain/artifact";
import { type ChainClient, chainAccounts, createChainClient } from "@/scripts/chain/chain-client";
import { publishPrices } from "@/scripts/chain/publish-price";
import { freePort } from "@/scripts/stack/free-port";
import { createFeedPriceSource } from "./feed-price-source";

const AGE_SECONDS_MAX = 3_600;

let node: ChildProcess;
let rpcUrl: string;
let client: ChainClient;
let feed: Address;
let nowSeconds: number;

const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
/** Waits until the node answers, or no longer does. */
const waitUntil = (wanted: "answers" | "is silent"): Promise<void> =>
  vi.waitFor(
    async () => {
      const found = await fetch(rpcUrl).then(
        () => "answers",
        () => "is silent",
      );
      expect(found).toBe(wanted);
    },
    { timeout: 10_000, interval: 30 },
  );
const startNode = async (port: number): Promise<void> => {
  const file = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform}/bin/anvil`);
  node = spawn(file, ["--port", port.toString(), "--quiet"]);
  await waitUntil("answers");
};

beforeAll(async () => {
  const port = await freePort();
  rpcUrl = `http://127.0.0.1:${port}`;
  await startNode(port);
  client = createChainClient(rpcUrl);
  nowSeconds = Number((await client.getBlock()).timestamp);
  const { deployer } = await chainAccounts(client);
  const { abi, bytecode } = readArtifact("DemoPriceFeed");
  await client.deployContract({ account: deployer, abi, bytecode, args: [8, "ETH / USD"] });
  feed = getContractAddress({ from: deployer, nonce: 0n });
});
afterAll(() => {
  node.kill();
});

const read = async (changes: { address?: string; chainId?: bigint; decimals?: number } = {}, url = rpcUrl, now = nowSeconds) => {
  const asked = { address: feed, chainId: 31_337n, decimals: 8, ...changes };
  return (await createFeedPriceSource({ rpcUrl: url, ageSecondsMax: AGE_SECONDS_MAX }).readPrices([asked], now)).get(asked.address);
};
const publish = (answer: bigint, ageSeconds: number) =>
  publishPrices(client, [{ feed, answer, updatedAt: BigInt(nowSeconds - ageSeconds) }]);

describe("a price from a feed contract", () => {
  it("is what the contract says, exactly, whatever the case of its address", async () => {
    await publish(341_257_000_000n, 0);
    expect(await read()).toEqual({ ok: true, value: { units: 341_257_000_000n, decimals: 8 } });
    expect(await read({ address: feed.toLowerCase() })).toMatchObject({ ok: true });
    expect(await read({ address: `0x${feed.slice(2).toUpperCase()}` })).toMatchObject({ ok: true });
  });

  it("counts up to its age limit and not a second longer", async () => {
    await publish(5n, AGE_SECONDS_MAX);
    expect(await read()).toMatchObject({ ok: true });
    await publish(5n, AGE_SECONDS_MAX + 1);
    expect(await read()).toEqual({ ok: false, refusal: "stale" });
  });

  it.each([0n, -1n, -(2n ** 255n)])("is bad when the answer is %s", async (answer) => {
    await publish(answer, 0);
    expect(await read()).toEqual({ ok: false, refusal: "bad" });
  });

  it("is bad when the contract has other decimals, stands on another chain, or is none", async () => {
    await publish(5n, 0);
    expect(await read()).toMatchObject({ ok: true });
    expect(await read({ decimals: 18 })).toEqual({ ok: false, refusal: "bad" });
    expect(await read({ chainId: 1n })).toEqual({ ok: false, refusal: "bad" });
    expect(await read({ address: "0x00000000000000000000000000000000000000ff" })).toEqual({ ok: false, refusal: "bad" });
  });
});

describe("reading prices", () => {
  it("asks the node once for parallel requests, and again after a few seconds", async () => {
    const requests: string[] = [];
    const counting = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", (data) => requests.push(data.toString()));
      socket.end();
    });
    const url = await listen(counting);
    const source = createFeedPriceSource({ rpcUrl: url, ageSecondsMax: AGE_SECONDS_MAX });
    const feeds = [{ address: feed, chainId: 31_337n, decimals: 8 }];
    await Promise.all(Array.from({ length: 20 }, () => source.readPrices(feeds, nowSeconds)));
    const afterBurst = requests.length;
    await source.readPrices(feeds, nowSeconds + 4);
    expect([afterBurst, requests.length]).toEqual([1, 1]);
    await source.readPrices(feeds, nowSeconds + 5);
    expect(requests.length).toBe(2);
    counting.close();
  });

  it("sees a new price after the few seconds for which the old one is remembered", async () => {
    const source = createFeedPriceSource({ rpcUrl, ageSecondsMax: AGE_SECONDS_MAX });
    const at = async (now: number) => (await source.readPrices([{ address: feed, chainId: 31_337n, decimals: 8 }], now)).get(feed);
    await publish(7n, 0);
    expect(await at(nowSeconds)).toMatchObject({ value: { units: 7n } });
    await publish(8n, 0);
    expect(await at(nowSeconds + 4)).toMatchObject({ value: { units: 7n } });
    expect(await at(nowSeconds + 5)).toMatchObject({ value: { units: 8n } });
    // What is remembered still grows old.
    expect(await at(nowSeconds + AGE_SECONDS_MAX + 1)).toEqual({ ok: false, refusal: "stale" });
  });

  it("is down, within three seconds, when nobody listens, the node is silent, or it speaks nonsense", async () => {
    const silent = createServer(() => undefined);
    const nonsense = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.end("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\nconnection: close\r\n\r\n<!do>");
    });
    const broken = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.end("HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    });
    const urls = ["http://127.0.0.1:1", await listen(silent), await listen(nonsense), await listen(broken)];
    const startedAtMs = performance.now();
    for (const url of urls) expect(await read({}, url)).toEqual({ ok: false, refusal: "down" });
    expect(performance.now() - startedAtMs).toBeLessThan(4_000);
    for (const server of [silent, nonsense, broken]) server.close();
  });

  it("recovers by itself when the node comes back", async () => {
    const source = createFeedPriceSource({ rpcUrl, ageSecondsMax: AGE_SECONDS_MAX });
    const at = async (now: number) => (await source.readPrices([{ address: feed, chainId: 31_337n, decimals: 8 }], now)).get(feed);
    await publish(9n, 0);
    const state = await client.dumpState();
    node.kill();
    await waitUntil("is silent");
    expect(await at(nowSeconds)).toEqual({ ok: false, refusal: "down" });
    await startNode(Number.parseInt(new URL(rpcUrl).port, 10));
    await client.loadState({ state });
    expect(await at(nowSeconds + 5)).toMatchObject({ ok: true, value: { units: 9n } });
  });
});

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}`;
}
