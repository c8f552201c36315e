// Whose money it was, asked of a real exchange: every way in which its router trades, read from a real node's logs.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Address } from "viem";
import { openDexStand, type DexStand } from "@/lib/testing/dex-stand";
import { createFakeIngest } from "@/lib/testing/fake-ingest";
import { createChainReader } from "./chain-reader";
import { readRange } from "./read-range";
import { registerPools } from "./register-pools";

let dex: DexStand;
beforeAll(async () => {
  dex = await openDexStand();
}, 60_000);
afterAll(() => dex.chain.kill());

const read = async (fromBlock: number, toBlock: number) => {
  const chain = createChainReader(dex.chain.rpcUrl);
  const followed = await registerPools(chain, createFakeIngest(), dex.listed);
  const range = await readRange(chain, { ...followed, after: null, fromBlock, toBlock });
  if (range === "moved") throw new Error("The chain stood still.");
  return range.blocks.flatMap(({ facts }) => facts);
};
const head = async (): Promise<number> => Number(await dex.chain.client.getBlockNumber({ cacheTime: 0 }));

test("each hop of each kind of trade is its payer's, whoever gets what comes out", async () => {
  const { USDC, LINK, WBTC } = dex.tokens;
  const [alice = "0x", bob = "0x", mallory = "0x"] = dex.wallets;
  const kinds: readonly (readonly [path: readonly (Address | null)[], amount: bigint, hops: number])[] = [
    [[USDC, WBTC], 10n ** 6n, 1],
    [[WBTC, USDC, dex.wrappedCoin, LINK], 10n ** 4n, 3],
    [[null, USDC], 10n ** 15n, 1],
    [[null, USDC, WBTC], 10n ** 15n, 2],
    [[LINK, null], 10n ** 17n, 1],
    [[WBTC, USDC, null], 10n ** 4n, 2],
  ];
  for (const [path, amount, hops] of kinds) {
    for (const recipient of [alice, mallory]) {
      await dex.mine([dex.swap(bob, [USDC, WBTC], 10n ** 6n), dex.swap(alice, path, amount, recipient)]);
      const facts = await read(await head(), await head());
      const wallets = facts.map((fact) => (fact.kind === "swap" ? fact.wallet : null));
      expect([path, wallets]).toEqual([path, [bob, ...Array<string>(hops).fill(alice)].map((wallet) => wallet.toLowerCase())]);
    }
  }
});

test("liquidity that comes is a change of reserves, and the reserves of every fact are the pair's own", async () => {
  const from = await head();
  await dex.trade(12, 5);
  const facts = await read(dex.listed.startBlock, await head());
  expect(facts.filter(({ kind }) => kind === "reserves").length).toBeGreaterThanOrEqual(3);
  expect(from).toBeLessThan(await head());
  for (const address of dex.listed.pairs) {
    const abi = [
      {
        type: "function",
        name: "getReserves",
        stateMutability: "view",
        inputs: [],
        outputs: [{ type: "uint112" }, { type: "uint112" }, { type: "uint32" }],
      },
    ] as const;
    const [reserve0, reserve1] = await dex.chain.client.readContract({ address: address as Address, abi, functionName: "getReserves" });
    const last = facts.findLast(({ pairId }) => pairId === dex.listed.pairs.indexOf(address) + 1);
    expect([last?.reserve0, last?.reserve1]).toEqual([String(reserve0), String(reserve1)]);
  }
});

test("a node that serves another chain than the list says is not followed", async () => {
  const chain = createChainReader(dex.chain.rpcUrl);
  await expect(registerPools(chain, createFakeIngest(), { ...dex.listed, chainId: 1 })).rejects.toThrow("serves chain 31337, not 1");
});
